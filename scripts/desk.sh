#!/usr/bin/env bash
# Builds the desk's chunk into target/desk/pkg, where the server takes it from. To be run before the server is built.
# Usage: scripts/desk.sh
source "$(dirname "$0")/lib.sh"
cd "$root"

say "The desk's chunk"
cargo build -p desk --target wasm32-unknown-unknown --profile wasm-release
wasm-bindgen --target web --no-typescript --out-dir target/desk/bound \
    target/wasm32-unknown-unknown/wasm-release/desk.wasm
# As cargo-leptos has it for the browser's half.
wasm-opt -Oz --enable-bulk-memory --enable-nontrapping-float-to-int \
    target/desk/bound/desk_bg.wasm -o target/desk/bound/desk.wasm
node scripts/desk.mjs
