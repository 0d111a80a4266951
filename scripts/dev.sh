#!/usr/bin/env bash
# Serves the demo, builds again at every change and has the browser load the page again.
source "$(dirname "$0")/lib.sh"
cd "$root"

scripts/desk.sh
cargo leptos watch -- serve --demo
