//! The `atelier` command.

// Cargo takes two clones that share a target folder for one package; a variable tells them apart.
const _: Option<&str> = option_env!("ATELIER_CLONE");

fn main() {}
