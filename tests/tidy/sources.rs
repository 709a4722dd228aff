//! The files of the package.

use crate::lexer::{Token, lex, without_tests};
use std::fs;
use std::path::{Path, PathBuf};

/// The package's folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the package as text; empty when there is none.
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_default()
}

/// Paths below `folder` whose name ends with `.extension`, relative to the package, with `/`, sorted.
pub fn paths(folder: &str, extension: &str) -> Vec<String> {
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    let mut found: Vec<String> = found
        .iter()
        .filter(|path| path.extension().is_some_and(|it| it == extension))
        .filter_map(|path| path.strip_prefix(root()).ok())
        .map(|path| path.to_string_lossy().replace('\\', "/"))
        .collect();
    found.sort();
    found
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { walk(&path, found) } else { found.push(path) }
    }
}

/// One Rust file of `src/`.
pub struct Source {
    /// Relative to the package, such as `src/server/db.rs`.
    pub path: String,
    pub text: String,
    /// Everything but comments.
    pub tokens: Vec<Token>,
    /// The same without `#[cfg(test)]` items.
    pub shipped: Vec<Token>,
}

impl Source {
    /// The module the file is, from the crate's root: `["server", "db"]`; empty for `lib.rs`.
    pub fn module(&self) -> Vec<String> {
        module_of(&self.path)
    }

    /// `path:line: `, as editors like it.
    pub fn at(&self, line: usize) -> String {
        format!("{}:{line}: ", self.path)
    }
}

/// `src/server/db.rs` is `["server", "db"]`.
pub fn module_of(path: &str) -> Vec<String> {
    let inner = path.trim_start_matches("src/").trim_end_matches(".rs");
    match inner {
        "lib" => Vec::new(),
        inner => inner.split('/').map(str::to_owned).collect(),
    }
}

/// Every Rust file of `src/`.
pub fn sources() -> Vec<Source> {
    let found: Vec<Source> = paths("src", "rs")
        .into_iter()
        .map(|path| {
            let text = read(&path);
            let tokens = lex(&text);
            // `#[cfg(test)] mod tests;` stands in the parent.
            let tests = path.ends_with("/tests.rs") || path.contains("/tests/");
            let shipped = if tests { Vec::new() } else { without_tests(&tokens) };
            Source { path, text, tokens, shipped }
        })
        .collect();
    assert!(!found.is_empty(), "no sources were found: the rules would hold for nothing");
    found
}
