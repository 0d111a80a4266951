#!/usr/bin/env bash
# Runs clippy over each half of Foyer with the features it is built with; a warning fails.
source "$(dirname "$0")/lib.sh"
cd "$root"

say "Clippy: app, as the server uses it"
cargo clippy -p app --features ssr --all-targets -- -D warnings
say "Clippy: server and bench"
cargo clippy -p server -p bench --all-targets -- -D warnings
say "Clippy: frontend, for the browser"
cargo clippy -p frontend --target wasm32-unknown-unknown -- -D warnings
say "Clippy: desk, for the browser, and its tests"
cargo clippy -p desk --target wasm32-unknown-unknown -- -D warnings
cargo clippy -p desk --all-targets -- -D warnings
