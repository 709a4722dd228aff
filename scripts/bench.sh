#!/usr/bin/env bash
# Benchmarks, in release mode. Arguments go to `cargo bench`.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/env.sh

scripts/setup.sh run
exec cargo bench --features ssr "$@"
