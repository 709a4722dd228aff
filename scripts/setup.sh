#!/usr/bin/env bash
# Installs what building needs, and with the word `test` also what the tests need.
# Every step looks first and does nothing when the thing is there, so a second run takes a moment.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/env.sh

want=${1:-run}
mkdir -p "$TOOLS"

# Two clones setting up at once would install over each other.
if command -v flock > /dev/null; then
    exec 9> "$TOOLS/.lock"
    flock -n 9 || { say "Waiting for another set-up to finish"; flock 9; }
fi

at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

check_rust() {
    local least have
    least=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)
    command -v rustc > /dev/null && command -v cargo > /dev/null \
        || fail "Rust was not found." "Install it with rustup, open a new shell and try again."
    have=$(rustc --version | cut -d' ' -f2)
    at_least "$least" "$have" || fail "rustc $have is too old: $least is needed." "Run: rustup update stable"

    [ -d "$(rustc --print target-libdir --target wasm32-unknown-unknown)" ] && return
    say "Adding the wasm32-unknown-unknown target"
    command -v rustup > /dev/null \
        || fail "This Rust has no wasm32-unknown-unknown target, and rustup is not there to add it." \
            "Install your distribution's package for it (often called rust-std-wasm32), or Rust by rustup."
    rustup target add wasm32-unknown-unknown \
        || fail "rustup could not add the target." "Look at its message above; run: rustup target add wasm32-unknown-unknown"
}

check_node() {
    command -v node > /dev/null && command -v npm > /dev/null \
        || fail "Node.js with npm was not found." "Install Node.js 20 or newer."
    at_least 20 "$(node --version | tr -d v)" \
        || fail "Node.js $(node --version) is too old: 20 is needed." "Install Node.js 20 or newer."
}

chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
have_libclang() {
    compgen -G '/usr/lib/llvm-*/lib/libclang*.so*' > /dev/null \
        || compgen -G '/usr/lib*/libclang*.so*' > /dev/null \
        || compgen -G '/usr/lib/*-linux-*/libclang*.so*' > /dev/null \
        || [ -n "${LIBCLANG_PATH:-}" ]
}

can_install() { command -v apt-get > /dev/null && { [ "$(id -u)" -eq 0 ] || command -v sudo > /dev/null; }; }

# RocksDB is C++ and its bindings are read by libclang; ffmpeg makes previews of what plays.
check_packages() {
    local missing=() as_root=()
    command -v cc > /dev/null && command -v c++ > /dev/null || missing+=(build-essential)
    command -v clang > /dev/null || missing+=(clang)
    have_libclang || missing+=(libclang-dev)
    command -v ffmpeg > /dev/null && command -v ffprobe > /dev/null || missing+=(ffmpeg)
    if [ "$want" = test ]; then chromium > /dev/null || missing+=(chromium); fi
    [ ${#missing[@]} -eq 0 ] && return
    # The studio runs without it; the tests do not.
    if [ "$want" != test ] && [ "${missing[*]}" = ffmpeg ] && ! can_install; then
        say "Without ffmpeg video, audio and HEIC are kept without previews; install it when you like"
        return
    fi

    say "Installing by apt: ${missing[*]}"
    command -v apt-get > /dev/null \
        || fail "These are missing, and there is no apt-get to install them: ${missing[*]}" \
            "Install what your system calls them (Debian's names are given), then try again."
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo > /dev/null \
            || fail "Installing needs root, and there is no sudo." \
                "As root, run: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    "${as_root[@]}" apt-get update -q \
        && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}" \
        || fail "apt could not install: ${missing[*]}" \
            "Look at its message above, install them by hand, then try again."
}

# install_crate HOME NAME VERSION FLAGS...: into a folder of its own, so that versions live side by side.
install_crate() {
    local home=$1 name=$2 version=$3
    shift 3
    say "Installing $name $version"
    # Quick to build rather than quick to run; and from a neutral folder, where this project's
    # compiler flags do not apply.
    (
        cd "$TOOLS"
        export CARGO_TARGET_DIR=$TOOLS/build
        export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
        export CARGO_PROFILE_RELEASE_OPT_LEVEL=${OPT_LEVEL:-1}
        cargo install "$name" --version "=$version" --root "$home" "$@"
    ) || fail "$name $version could not be installed." \
        "If the registry could not be reached, try again: what was built so far is kept." \
        "If it did not compile, run: rm -rf $TOOLS/build, and try again."
}

check_tools() {
    local built=
    if [ ! -x "$CARGO_LEPTOS_HOME/bin/cargo-leptos" ]; then
        install_crate "$CARGO_LEPTOS_HOME" cargo-leptos "$CARGO_LEPTOS_VERSION" --locked --features no_downloads
        built=yes
    fi
    if [ ! -x "$WASM_BINDGEN_HOME/bin/wasm-bindgen" ]; then
        install_crate "$WASM_BINDGEN_HOME" wasm-bindgen-cli "$WASM_BINDGEN_VERSION"
        built=yes
    fi
    if [ "$want" = test ] && ! command -v cargo-nextest > /dev/null; then
        install_crate "$NEXTEST_HOME" cargo-nextest "$NEXTEST_VERSION" --locked
        built=yes
    fi
    [ -z "$built" ] || rm -rf "$TOOLS/build"
}

# npm_ci FOLDER: what the folder's lockfile says, unless that very lockfile is what is there.
npm_ci() {
    cmp -s "$1/package-lock.json" "$1/node_modules/.atelier-lock.json" && return
    say "Installing npm packages of $(basename "$1")"
    (
        cd "$1"
        PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund
    ) || fail "npm ci failed in $1." "If the registry could not be reached, try again."
    cp "$1/package-lock.json" "$1/node_modules/.atelier-lock.json"
}

check_npm() {
    mkdir -p "$BINARYEN_HOME"
    cmp -s scripts/binaryen/package-lock.json "$BINARYEN_HOME/package-lock.json" \
        || cp scripts/binaryen/package.json scripts/binaryen/package-lock.json "$BINARYEN_HOME"
    npm_ci "$BINARYEN_HOME"
    if [ "$want" = test ]; then npm_ci end2end; fi
}

check_rust
check_node
check_packages
check_tools
check_npm
