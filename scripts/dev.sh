#!/usr/bin/env bash
# Serve the debug build; rebuild, restart and reload the page on change.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/env.sh

scripts/setup.sh run
# `watch` renames hashed files only in its first build, so names are plain here.
export LEPTOS_HASH_FILES=false
export ATELIER_DATA=${ATELIER_DATA:-$PWD/data}
exec cargo leptos watch -- serve
