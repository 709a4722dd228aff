#!/usr/bin/env bash
# Set up, build for release, serve. Arguments go to `atelier serve`.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/env.sh

scripts/setup.sh run
scripts/build.sh release

export LEPTOS_SITE_ROOT=target/built/release/site LEPTOS_ENV=PROD
export ATELIER_DATA=${ATELIER_DATA:-$PWD/data}
say "Data is kept in $ATELIER_DATA"
exec target/built/release/atelier serve "$@"
