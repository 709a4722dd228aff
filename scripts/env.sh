# Where things are kept, and the versions of the tools. Sourced by the other scripts; prints nothing.
# Everything outside the clone is in one cache folder, so that a second clone finds it made.

ATELIER_CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/atelier
TOOLS=$ATELIER_CACHE/tools
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$ATELIER_CACHE/target}

# 0.3.11 does not build with rustc 1.95.
CARGO_LEPTOS_VERSION=0.3.10
NEXTEST_VERSION=0.9.143
# The bindings' generator must be the very version of the library in the lockfile.
WASM_BINDGEN_VERSION=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/"/, "", $3); print $3; exit }' Cargo.lock)
BINARYEN_VERSION=$(sed -n 's/.*"binaryen": "\(.*\)".*/\1/p' scripts/binaryen/package.json | head -n 1)

CARGO_LEPTOS_HOME=$TOOLS/cargo-leptos-$CARGO_LEPTOS_VERSION
WASM_BINDGEN_HOME=$TOOLS/wasm-bindgen-cli-$WASM_BINDGEN_VERSION
NEXTEST_HOME=$TOOLS/cargo-nextest-$NEXTEST_VERSION
BINARYEN_HOME=$TOOLS/binaryen-$BINARYEN_VERSION

# rustup's folder is not on the path of a shell that was open when Rust was installed. Ours come
# first, since cargo-leptos takes whatever wasm-bindgen and wasm-opt it meets.
export PATH=$CARGO_LEPTOS_HOME/bin:$WASM_BINDGEN_HOME/bin:$BINARYEN_HOME/node_modules/.bin:$PATH:$HOME/.cargo/bin:$NEXTEST_HOME/bin

# It would replace the flags of .cargo/config.toml, and every dependency would be built again.
unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS

say() { printf '\033[1m==> %s\033[0m\n' "$*"; }

# fail MESSAGE [ADVICE...]: the message, then one line of what to do for each advice.
fail() {
    printf '\nerror: %s\n' "$1" >&2
    shift
    for advice in "$@"; do printf '  -> %s\n' "$advice" >&2; done
    exit 1
}
