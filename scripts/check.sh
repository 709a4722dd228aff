#!/usr/bin/env bash
# What a review should not have to say: formatting and lints, for both sides.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/env.sh

scripts/setup.sh run
say "Formatting"
cargo fmt --check || fail "Some files are not formatted." "Run: make fmt"
say "Clippy, server"
cargo clippy --features ssr --all-targets -- -D warnings
say "Clippy, browser"
# The folder and profile that cargo-leptos uses, so that what both need is built once.
cargo clippy --lib --features hydrate --target wasm32-unknown-unknown \
    --target-dir "$CARGO_TARGET_DIR/front" --profile wasm-dev -- -D warnings
