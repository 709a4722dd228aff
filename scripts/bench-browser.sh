#!/usr/bin/env bash
# bench-browser.sh [ASSETS]: how the Library of the release build scrolls in Chromium, 100,000 assets unless told.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/env.sh

assets=${1:-100000}
scripts/setup.sh test
scripts/build.sh release
export ATELIER_CHROMIUM=${ATELIER_CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
export LEPTOS_SITE_ROOT=target/built/release/site LEPTOS_ENV=PROD
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || { kill "$server" && wait "$server"; } 2> /dev/null; rm -rf "$folder"' EXIT

say "Making a studio of $assets assets"
cargo bench --features ssr --bench studio -- "$assets" --into "$folder/data"
target/built/release/atelier serve --addr 127.0.0.1:0 --data "$folder/data" > "$folder/out" 2> "$folder/log" &
server=$!
until url=$(grep -om1 'http://[0-9.:]*' "$folder/out"); do
    kill -0 $server 2> /dev/null || { cat "$folder/log" >&2; fail "The server ended."; }
    sleep 0.2
done
say "Scrolling at $url"
node end2end/bench/scrolling.mjs "$url" "${@:2}"
