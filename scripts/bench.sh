#!/usr/bin/env bash
# Measures the release that was built last beside references; ten minutes at most.
# Usage: scripts/bench.sh [--only page,rebuild,writes,memory,live,weight] [--pace 0.5]
source "$(dirname "$0")/lib.sh"
cd "$root"

[ "$(uname)" = Linux ] || stop "make bench reads /proc, so it needs Linux."
[ -x target/release/foyer ] || stop "There is nothing to measure yet: run make release."

say "The load and the references"
# Beside the server, so that both get the same features of what they share and nothing is compiled twice.
cargo build --release -p server -p bench --bin bench

say "The weight of a first view"
rm -f target/weight.json
if find_chromium >/dev/null; then
    scripts/e2e.sh --project=weight || echo "What is over its budget falls short below."
else
    echo "Left out: there is no browser (scripts/setup.sh browser installs one)."
fi

# Ten thousand streams take as many open files.
ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
say "Foyer beside its references: about four minutes"
exec target/release/bench run "$@"
