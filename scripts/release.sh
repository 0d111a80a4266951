#!/usr/bin/env bash
# Builds the one executable with everything in it: the browser's half first, then the server around it.
source "$(dirname "$0")/lib.sh"
cd "$root"

say "Release: about ten minutes on two cores the first time, later as long as the changes take"
scripts/desk.sh
cargo leptos build --release --precompress
echo "target/release/foyer is Foyer; it needs no other file."
