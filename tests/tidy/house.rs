//! How files look: sizes, opening lines, words that have no place.

use crate::lexer::Token;
use crate::report;
use crate::sources::{paths, read, sources};

const LONGEST: usize = 500;

#[test]
fn files_are_short() {
    let faults = sources()
        .iter()
        .map(|source| (&source.path, source.text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(path, lines)| format!("{path} has {lines} lines; {LONGEST} is the stop"))
        .collect();
    report("a file does one thing", faults);
}

#[test]
fn modules_say_what_they_are() {
    let faults = sources()
        .iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| format!("{} does not open with a `//!` line", source.path))
        .collect();
    report("every module opens with what it is", faults);
}

#[test]
fn a_folder_has_its_file_beside_it() {
    let faults = paths("src", "rs")
        .into_iter()
        .chain(paths("tests", "rs"))
        .filter(|path| path.ends_with("/mod.rs"))
        .map(|path| format!("{path}: `foo.rs` beside `foo/`, not `foo/mod.rs`"))
        .collect();
    report("no mod.rs", faults);
}

#[test]
fn nothing_is_unwrapped_outside_tests() {
    let mut faults = Vec::new();
    for source in sources() {
        for window in source.shipped.windows(3) {
            let [dot, name, open] = window else { continue };
            let Some(name) = name.ident().filter(|name| matches!(*name, "unwrap" | "expect" | "unwrap_unchecked")) else {
                continue;
            };
            if dot.is('.') && open.is('(') {
                faults.push(format!("{}.{name}()", source.at(dot.line)));
            }
        }
    }
    report("no unwrap, no expect", faults);
}

#[test]
fn nothing_is_left_for_later() {
    // In two parts, so that this file does not find itself.
    let words: Vec<String> =
        [("TO", "DO"), ("FIX", "ME"), ("XX", "X"), ("coming", " soon"), ("lorem", " ipsum"), ("not yet", " implemented")]
            .iter()
            .map(|(a, b)| format!("{a}{b}"))
            .collect();
    let files = paths("src", "rs").into_iter().chain(paths("tests", "rs")).chain(paths("style", "css"));
    let files = files.chain(paths("end2end/tests", "ts")).chain(paths("end2end/harness", "ts"));
    let mut faults = Vec::new();
    for path in files {
        for (index, line) in read(&path).lines().enumerate() {
            let found = |word: &&String| {
                // Capitals are a note to oneself; other words are what a person would read.
                if word.chars().all(char::is_uppercase) { has_word(line, word) } else { line.to_lowercase().contains(*word) }
            };
            if let Some(word) = words.iter().find(found) {
                faults.push(format!("{path}:{}: {word}", index + 1));
            }
        }
    }
    report("nothing is left for later", faults);
}

fn has_word(line: &str, word: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|it| it == word)
}

/// See `.cargo/config.toml`: without the line, a build of another clone is taken for this one's.
#[test]
fn every_crate_root_tells_clones_apart() {
    let roots = ["src/lib.rs", "src/main.rs", "tests/integration/main.rs", "tests/tidy/main.rs"];
    let faults = roots
        .into_iter()
        .chain(["build.rs"].into_iter().filter(|path| !read(path).is_empty()))
        .filter(|path| !read(path).contains("option_env!(\"ATELIER_CLONE\")"))
        .map(|path| format!("{path} lacks: const _: Option<&str> = option_env!(\"ATELIER_CLONE\");"))
        .collect();
    report("every crate root reads ATELIER_CLONE", faults);
}

#[test]
fn docs_are_where_contracts_are() {
    // `pub` items of the layers that others build on; fields and variants are left to judgement.
    const LAYERS: &[&str] = &["src/domain", "src/api", "src/server/service"];
    const ITEMS: &[&str] = &["fn", "struct", "enum", "trait", "type"];
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| LAYERS.iter().any(|layer| source.path.starts_with(layer))) {
        let lines: Vec<&str> = source.text.lines().collect();
        for window in source.shipped.windows(3) {
            let [public, item, name] = window else { continue };
            let starts = lines.get(public.line - 1).is_some_and(|line| line.trim_start().starts_with("pub "));
            if public.ident() == Some("pub") && starts && is_item(item, name, ITEMS) && !documented(&lines, public.line - 1) {
                faults.push(format!("{}pub {} is not documented", source.at(public.line), words(item, name)));
            }
        }
    }
    report("public items of domain, api and service are documented", faults);
}

fn is_item(item: &Token, name: &Token, items: &[&str]) -> bool {
    let is = |token: &Token| token.ident().is_some_and(|word| items.contains(&word));
    is(item) || (item.ident() == Some("async") && is(name))
}

fn words(item: &Token, name: &Token) -> String {
    [item, name].iter().filter_map(|token| token.ident()).collect::<Vec<_>>().join(" ")
}

/// Goes up over attributes, also those of several lines, to a `///`.
fn documented(lines: &[&str], item: usize) -> bool {
    for line in lines[..item].iter().rev() {
        let line = line.trim();
        // In a macro, the doc is its caller's: `$(#[$doc])*`.
        if line.starts_with("///") || line.contains("#[$doc") {
            return true;
        }
        let of_attribute = line.starts_with("#[") || line.ends_with(")]") || line.ends_with(',') || line.ends_with('(');
        if !of_attribute {
            return false;
        }
    }
    false
}
