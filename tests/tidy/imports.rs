//! Who may know whom: the import rule of ARCHITECTURE.md.

use crate::lexer::{Kind, Token, lex};
use crate::report;
use crate::sources::{Source, module_of, sources};

/// Modules below the first path never name a module or a crate of the list.
/// A path with `::` is one of ours or of `std`, from its root; a single word is a crate.
const NEVER: &[(&str, &[&str])] = &[
    (
        "domain",
        &[
            "crate::server",
            "crate::api",
            "crate::ui",
            "crate::app",
            "crate::serve",
            "leptos",
            "leptos_axum",
            "leptos_meta",
            "leptos_router",
            "axum",
            "tower",
            "tower_http",
            "surrealdb",
            "object_store",
            "tokio",
            "tracing",
            "rand",
            "web_sys",
            "js_sys",
            "gloo",
            "wasm_bindgen",
            "std::env",
            "std::fs",
            "std::io",
            "std::net",
            "std::process",
            "std::thread",
            "std::time::Instant",
            "std::time::SystemTime",
        ],
    ),
    ("server", &["crate::api", "crate::ui", "crate::app", "crate::serve", "leptos", "leptos_meta", "leptos_router"]),
    ("server::service", &["crate::server::http", "axum"]),
    ("server::http", &["crate::server::db"]),
    ("server::jobs", &["crate::server::http"]),
    ("server::media", &["crate::server::http", "crate::server::service", "crate::server::db"]),
    ("server::storage", &["crate::server::http", "crate::server::service", "crate::server::db"]),
    ("server::db", &["crate::server::http", "crate::server::service", "axum"]),
    ("api", &["crate::ui", "crate::app", "crate::serve", "crate::server::db", "crate::server::http", "surrealdb"]),
    ("ui", &["crate::server", "crate::app", "crate::serve", "surrealdb", "tokio"]),
    ("ui::kit", &["crate::api", "crate::domain", "crate::ui::parts", "crate::ui::layout", "crate::ui::pages"]),
    ("ui::browser", &["crate::api", "crate::ui::kit", "crate::ui::parts", "crate::ui::layout", "crate::ui::pages"]),
    ("app", &["crate::server", "surrealdb"]),
];

/// A crate that only some modules may name.
const ONLY: &[(&str, &[&str])] = &[
    ("surrealdb", &["server::db", "server::error"]),
    ("web_sys", &["ui::browser"]),
    ("gloo", &["ui::browser"]),
    ("js_sys", &["ui::browser"]),
    // `hydrate()` is exported by the crate's root.
    ("wasm_bindgen", &["ui::browser", ""]),
];

#[test]
fn modules_import_only_what_they_may() {
    let mut faults = Vec::new();
    for source in sources() {
        let module = source.module();
        for (path, line) in named(&module, &source.tokens) {
            let path = path.join("::");
            let never = NEVER.iter().filter(|(of, _)| is_below(&module.join("::"), of)).flat_map(|(_, list)| *list);
            for forbidden in never.filter(|forbidden| is_below(&path, forbidden)) {
                faults.push(format!("{}`{path}`: {} never names `{forbidden}`", source.at(line), module.join("::")));
            }
        }
        faults.extend(reserved(&source));
    }
    faults.dedup();
    report("the import rule", faults);
}

fn reserved(source: &Source) -> Vec<String> {
    let module = source.module().join("::");
    let mut faults = Vec::new();
    for token in &source.tokens {
        let Some((name, homes)) = ONLY.iter().find(|(name, _)| token.ident() == Some(name)) else { continue };
        let home = homes.iter().any(|home| if home.is_empty() { module.is_empty() } else { is_below(&module, home) });
        // `serve` and `main` put everything together.
        if !home && module != "main" && module != "serve" {
            let homes = homes.iter().filter(|home| !home.is_empty()).copied().collect::<Vec<_>>().join(", ");
            faults.push(format!("{}only {homes} may name `{name}`", source.at(token.line)));
        }
    }
    faults
}

#[test]
fn only_db_writes_surrealql() {
    const OPENERS: &[&str] = &[
        "BEGIN", "COMMIT", "CREATE ", "DEFINE ", "DELETE ", "INSERT ", "LET $", "RELATE ", "REMOVE ", "SELECT ", "UPDATE ",
        "UPSERT ",
    ];
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !is_below(&source.module().join("::"), "server::db")) {
        for token in &source.tokens {
            let Some(text) = token.str() else { continue };
            if OPENERS.iter().any(|opener| text.trim_start().starts_with(opener)) {
                faults.push(format!("{}{text:?} reads like SurrealQL", source.at(token.line)));
            }
        }
    }
    report("only server::db writes SurrealQL", faults);
}

#[test]
fn only_the_clock_reads_the_time() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.module() != ["server", "clock"]) {
        for window in source.shipped.windows(4) {
            let [of, a, b, now] = window else { continue };
            let reads = matches!(of.ident(), Some("SystemTime" | "Instant" | "Date" | "Utc" | "Local"))
                && a.is(':')
                && b.is(':')
                && now.ident() == Some("now");
            if reads {
                faults.push(format!("{}{}::now()", source.at(of.line), of.ident().unwrap_or_default()));
            }
        }
    }
    report("only server::clock reads the time", faults);
}

/// Is `path` the module `of`, or inside it?
fn is_below(path: &str, of: &str) -> bool {
    path.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Every path in the tokens that leaves from `crate`, `super`, `self` or a crate's name, in full:
/// `use crate::{a::b, c}` is `crate::a::b` and `crate::c`. With the line it stands on.
fn named(module: &[String], tokens: &[Token]) -> Vec<(Vec<String>, usize)> {
    let mut found = Vec::new();
    // Of each open brace: does it belong to an inline module?
    let mut braces: Vec<Option<String>> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let continues = at >= 2 && tokens[at - 1].is(':') && tokens[at - 2].is(':');
        let field = at >= 1 && tokens[at - 1].is('.');
        match &tokens[at].kind {
            Kind::Punct('{') => braces.push(inline_module(tokens, at)),
            Kind::Punct('}') => drop(braces.pop()),
            Kind::Ident(word) if !continues && !field && is_path(tokens, at) => {
                let here: Vec<String> = module.iter().cloned().chain(braces.iter().flatten().cloned()).collect();
                let line = tokens[at].line;
                let start = if word == "use" { at + 1 } else { at };
                let mut paths = Vec::new();
                at = tree(tokens, start, &[], &mut paths);
                found.extend(paths.into_iter().map(|path| (resolve(&here, path), line)));
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn is_path(tokens: &[Token], at: usize) -> bool {
    tokens[at].ident() == Some("use") || (is_separator(tokens, at + 1) && tokens[at].ident() != Some("Self"))
}

fn is_separator(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.is(':')) && tokens.get(at + 1).is_some_and(|token| token.is(':'))
}

fn inline_module(tokens: &[Token], brace: usize) -> Option<String> {
    let name = tokens.get(brace.checked_sub(1)?)?.ident()?;
    (tokens.get(brace.checked_sub(2)?)?.ident()? == "mod").then(|| name.to_owned())
}

/// Reads a path or a tree of them from `at`; answers where it ends.
fn tree(tokens: &[Token], mut at: usize, before: &[String], paths: &mut Vec<Vec<String>>) -> usize {
    let mut path = before.to_vec();
    if is_separator(tokens, at) {
        at += 2;
    }
    loop {
        match tokens.get(at).map(|token| &token.kind) {
            Some(Kind::Ident(word)) => path.push(word.clone()),
            Some(Kind::Punct('{')) => {
                at += 1;
                while tokens.get(at).is_some_and(|token| !token.is('}')) {
                    let next = tree(tokens, at, &path, paths);
                    // An `as` and its name, a comma, or anything that is no tree.
                    at = next.max(at + 1);
                    while tokens.get(at).is_some_and(|token| !token.is(',') && !token.is('}')) {
                        at += 1;
                    }
                    if tokens.get(at).is_some_and(|token| token.is(',')) {
                        at += 1;
                    }
                }
                return at + 1;
            }
            _ => break,
        }
        at += 1;
        if !is_separator(tokens, at) {
            break;
        }
        at += 2;
    }
    if path.len() > before.len() {
        paths.push(path);
    }
    at
}

/// Puts `crate::…` for `self::` and `super::`.
fn resolve(here: &[String], path: Vec<String>) -> Vec<String> {
    let first = path.first().map(String::as_str);
    if !matches!(first, Some("self" | "super")) {
        return path;
    }
    let mut base = here.to_vec();
    let mut rest = path.into_iter().peekable();
    while let Some(step) = rest.next_if(|step| step == "self" || step == "super") {
        if step == "super" {
            base.pop();
        }
    }
    std::iter::once("crate".to_owned()).chain(base).chain(rest).collect()
}

#[test]
fn paths_are_read_in_full() {
    let text = "
        use crate::{domain::{id::AssetId, review}, server as s, api::*};
        use super::{db, super::ui::kit};
        mod tests { use super::*; fn f() { super::g(); self::h() } }
        fn f(x: crate::app::Y) { x.y(); leptos::view(); Self::z(); }
    ";
    let found: Vec<String> =
        named(&module_of("src/server/http/upload.rs"), &lex(text)).into_iter().map(|(path, _)| path.join("::")).collect();
    assert_eq!(
        found,
        [
            "crate::domain::id::AssetId",
            "crate::domain::review",
            "crate::server",
            "crate::api",
            "crate::server::http::db",
            "crate::server::ui::kit",
            "crate::server::http::upload",
            "crate::server::http::upload::g",
            "crate::server::http::upload::tests::h",
            "crate::app::Y",
            "leptos::view",
        ]
    );
}
