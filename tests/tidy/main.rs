//! House rules that no compiler checks. Reads the sources as text; needs no feature and no crate.
//!
//! A test here lists everything it found, one line each, so that one run is enough to put it right.

// Cargo takes two clones that share a target folder for one package; a variable tells them apart.
const _: Option<&str> = option_env!("ATELIER_CLONE");

mod config;
mod house;
mod imports;
mod lexer;
mod sources;
mod style;

/// Fails with all of `faults`, if there are any.
fn report(rule: &str, faults: Vec<String>) {
    assert!(faults.is_empty(), "{rule}:\n  {}\n", faults.join("\n  "));
}
