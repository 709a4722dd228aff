//! Files that must say the same.

use crate::report;
use crate::sources::{paths, read};
use std::collections::BTreeMap;

/// The keys of one table of a TOML file, values as they are written, lists on one line.
fn table(path: &str, heading: &str) -> BTreeMap<String, String> {
    let text = read(path);
    let mut values = BTreeMap::new();
    let mut key: Option<String> = None;
    let inside = text.lines().skip_while(|line| line.trim() != heading).skip(1);
    for line in inside.take_while(|line| !line.starts_with('[')) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match (&key, line.split_once('=')) {
            (Some(open), _) => {
                let value: &mut String = values.entry(open.clone()).or_default();
                value.push_str(line);
            }
            (None, Some((name, value))) => {
                key = Some(name.trim().to_owned());
                values.insert(name.trim().to_owned(), value.trim().to_owned());
            }
            (None, None) => {}
        }
        let whole = key.as_ref().and_then(|key| values.get(key)).is_none_or(|it| !it.starts_with('[') || it.ends_with(']'));
        if whole {
            key = None;
        }
    }
    values
}

const LEPTOS: &str = "[package.metadata.leptos]";

#[test]
fn leptos_toml_says_what_cargo_toml_says() {
    let run = table("Leptos.toml", LEPTOS);
    let build = table("Cargo.toml", LEPTOS);
    let mut faults: Vec<String> = run
        .iter()
        .filter(|(key, value)| build.get(*key) != Some(value))
        .map(|(key, value)| format!("{key} = {value} in Leptos.toml, {:?} in Cargo.toml", build.get(key)))
        .collect();
    // Those the running server reads, see leptos_config.
    for key in ["output-name", "site-root", "site-pkg-dir", "site-addr", "reload-port", "hash-files"] {
        if !run.contains_key(key) {
            faults.push(format!("Leptos.toml lacks {key}"));
        }
    }
    report("Leptos.toml and Cargo.toml agree", faults);
}

#[test]
fn every_build_has_the_same_fingerprint() {
    let env = table(".cargo/config.toml", "[env]");
    let leptos = table("Cargo.toml", LEPTOS);
    let mut faults = Vec::new();
    // cargo-leptos sets these from the metadata; plain cargo takes them from the config.
    for (variable, key) in [("LEPTOS_OUTPUT_NAME", "output-name"), ("DISABLE_SERVER_FN_HASH", "disable-server-fn-hash")] {
        let (set, meant) = (env.get(variable), leptos.get(key));
        if set.map(|it| it.trim_matches('"')) != meant.map(|it| it.trim_matches('"')) {
            faults.push(format!("{variable} is {set:?} in .cargo/config.toml, {key} is {meant:?} in Cargo.toml"));
        }
    }
    if leptos.get("disable-erase-components").map(String::as_str) != Some("true") {
        faults.push("without disable-erase-components cargo-leptos adds flags of its own".to_owned());
    }
    if !read(".cargo/config.toml").contains(r#"rustflags = ["--cfg", "erase_components"]"#) {
        faults.push(".cargo/config.toml does not erase components".to_owned());
    }
    if table("Cargo.toml", "[features]").contains_key("default") {
        faults.push("a default feature gives cargo-leptos and nextest two builds of the library".to_owned());
    }
    report("cargo-leptos, nextest and clippy share their builds", faults);
}

/// The set-up installs the bindings' generator at the version of the lockfile, so there is one.
#[test]
fn the_lockfile_has_one_wasm_bindgen() {
    let lock = read("Cargo.lock");
    assert_eq!(lock.matches("\nname = \"wasm-bindgen\"\n").count(), 1, "versions of wasm-bindgen in Cargo.lock");
    assert!(read("scripts/env.sh").contains("WASM_BINDGEN_VERSION=$(awk"), "the set-up reads it from there");
}

/// Whoever clones the project has a registry of their own.
#[test]
fn lockfiles_name_no_host() {
    let mut faults = Vec::new();
    for path in ["end2end/package-lock.json", "scripts/binaryen/package-lock.json"] {
        let text = read(path);
        if text.is_empty() {
            faults.push(format!("{path} is missing"));
        }
        if text.contains("\"resolved\"") {
            faults.push(format!("{path}: run npm with --omit-lockfile-registry-resolved"));
        }
    }
    report("lockfiles name no host", faults);
}

#[test]
fn fixtures_are_small() {
    let mut faults = Vec::new();
    for path in ["jpg", "png", "webp"].iter().flat_map(|kind| paths("end2end/fixtures", kind)) {
        let bytes = std::fs::metadata(crate::sources::root().join(&path)).map_or(0, |it| it.len());
        if bytes > 30_000 {
            faults.push(format!("{path} has {bytes} bytes"));
        }
    }
    report("fixtures stay below 30 kB", faults);
}

#[test]
fn lists_of_several_lines_are_read() {
    let leptos = table("Cargo.toml", LEPTOS);
    assert!(leptos.get("wasm-opt-features").is_some_and(|it| it.starts_with("[\"-Oz\"") && it.ends_with(']')));
    assert_eq!(leptos.get("output-name").map(String::as_str), Some("\"atelier\""));
    assert!(!leptos.contains_key("debug"), "the table ends at the next heading");
}
