#!/usr/bin/env bash
# Installs what building Foyer takes, with "browser" also a browser, with "test" what testing takes. What is
# there is left alone.
# Usage: scripts/setup.sh [run|browser|test]
source "$(dirname "$0")/lib.sh"
cd "$root"

leptos=0.3.10

rust() {
    has cargo || stop "Rust is missing: install rustup (https://rustup.rs), open a new shell, start again."
    has cc || stop "A C compiler is missing: apt-get install build-essential, on macOS xcode-select --install."
    local channel
    channel=$(awk -F '"' '/^channel/ { print $2 }' rust-toolchain.toml)
    if has rustup && ! rustup toolchain list | grep -q "^$channel"; then
        say "Rust $channel: about a minute"
        rustup toolchain install "$channel" --profile minimal --component clippy,rustfmt
    fi
    if [ ! -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then
        has rustup || stop "This Rust cannot build for the browser: install rustup (https://rustup.rs), or wasm32-unknown-unknown by other means."
        say "Rust for the browser: about twenty seconds"
        rustup target add wasm32-unknown-unknown
    fi
}

cargo_leptos() {
    case "$(cargo leptos --version 2>/dev/null || true)" in
        "cargo-leptos 0.3.1"[0-9]*) return ;;
    esac
    if has cargo-binstall; then
        say "cargo-leptos $leptos: about ten seconds"
        if cargo binstall --no-confirm --force "cargo-leptos@$leptos"; then
            return
        fi
    fi
    say "cargo-leptos $leptos, from its source: about ten minutes, once"
    # It runs for seconds; its own release profile would be optimised for half an hour.
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 \
        cargo install --locked --force cargo-leptos --version "$leptos" --features no_downloads
}

wasm_bindgen() {
    local wanted
    wanted=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/"/, ""); print $3 }' Cargo.lock)
    is_wanted() {
        [ "$(wasm-bindgen --version 2>/dev/null || true)" = "wasm-bindgen $wanted" ]
    }
    if is_wanted; then
        return
    fi
    if has cargo-binstall; then
        say "wasm-bindgen $wanted, the version in Cargo.lock: about ten seconds"
        if cargo binstall --no-confirm --force "wasm-bindgen-cli@$wanted" && is_wanted; then
            return
        fi
    fi
    say "wasm-bindgen $wanted, the version in Cargo.lock, from its source: about five minutes, once"
    CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS=fallback \
        cargo install --force wasm-bindgen-cli --version "$wanted"
    hash -r
    is_wanted || stop "wasm-bindgen $wanted was installed, but $(command -v wasm-bindgen) is another: take it off the PATH."
}

node_modules() {
    if ! has node || ! has npm; then
        stop "Node.js is missing: install version 20 or newer (https://nodejs.org) with npm."
    fi
    local major
    major=$(node -p 'process.versions.node.split(".")[0]')
    [ "$major" -ge 20 ] || stop "Node.js is too old: this is $(node --version), version 20 or newer is needed (https://nodejs.org)."
    if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
        say "wasm-opt and Playwright, into node_modules: about ten seconds"
        PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error
        touch node_modules/.package-lock.json
    fi
}

can_apt() {
    has apt-get && [ "$(id -u)" = 0 ]
}

apt_install() {
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

browser() {
    if find_chromium >/dev/null; then
        return
    fi
    if can_apt; then
        say "Chromium, for the tests in a browser: about a minute"
        apt_install chromium fonts-liberation || true
    fi
    find_chromium >/dev/null ||
        stop "A browser is missing for the tests: install Google Chrome or Chromium (Debian: apt-get install chromium), or name one in FOYER_CHROMIUM."
}

postgres() {
    if ! wants_postgres || [ -n "${FOYER_TEST_POSTGRES:-}" ] || find_postgres >/dev/null; then
        return
    fi
    if can_apt; then
        say "PostgreSQL, for the tests of the second engine: about a minute"
        apt_install postgresql || true
    fi
    find_postgres >/dev/null ||
        stop "PostgreSQL is missing for the tests: apt-get install postgresql, on macOS brew install postgresql; or leave it out with ENGINES=sqlite."
}

case "${1:-run}" in
    run | browser | test) ;;
    *) stop "Usage: scripts/setup.sh [run|browser|test]" ;;
esac
rust
cargo_leptos
wasm_bindgen
node_modules
if [ "${1:-run}" != run ]; then
    browser
fi
if [ "${1:-run}" = test ]; then
    postgres
fi
