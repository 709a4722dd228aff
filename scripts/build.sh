#!/usr/bin/env bash
# build.sh dev|release: server, wasm and styles into target/built/PROFILE of this clone.
# The cargo target folder is shared by all clones of a user, so what a clone will run is copied out
# of it at once; and an unchanged clone builds nothing, not even the wasm post-processing.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/env.sh

profile=${1:?dev or release}
out=target/built/$profile
case $profile in
    dev) flags=() folder=debug ;;
    release) flags=(--release --precompress) folder=release ;;
    *) fail "No such profile: $profile" ;;
esac

inputs=(Cargo.toml Cargo.lock .cargo src style public scripts/env.sh scripts/build.sh)
[ ! -e build.rs ] || inputs+=(build.rs)
key=$({
    rustc --version
    find "${inputs[@]}" -type f -print0 | sort -z | xargs -0 sha256sum
} | sha256sum | cut -d' ' -f1)

if [ -x $out/atelier ] && [ "$(cat $out/key 2> /dev/null)" = "$key" ]; then
    say "The $profile build is up to date"
    exit
fi

say "Building for $profile (the first time takes long: the database is built from source)"
rm -f $out/key
mkdir -p $out
LEPTOS_SITE_ROOT=$out/site cargo leptos build "${flags[@]}"

# By rename: a server that still runs keeps the file it was started from.
cp "$CARGO_TARGET_DIR/$folder/atelier" $out/atelier.new
mv -f $out/atelier.new $out/atelier
# The hashed names of the site's files; Leptos looks for them beside the binary. They are read off the
# files: cargo's own list may be that of another clone by now.
for kind in js wasm css; do
    file=$(ls -t $out/site/pkg/atelier.*.$kind | head -n 1)
    printf '%s: %s\n' $kind "$(basename "$file" | cut -d. -f2)"
done > $out/hash.txt
echo "$key" > $out/key
