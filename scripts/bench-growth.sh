#!/usr/bin/env bash
# Measures the release that was built last on a large site: search, and an import beside a server.
# The site is grown once, in target/bench-growth (about a gigabyte), and used again.
# Usage: scripts/bench-growth.sh [--reviews 20000] [--comments 200000] [--posts 10000] …
# With FOYER_TEST_POSTGRES naming a server (scripts/with-postgres.sh does), search is measured there.
source "$(dirname "$0")/lib.sh"
cd "$root"

[ "$(uname)" = Linux ] || stop "make bench-growth reads /proc, so it needs Linux."
[ -x target/release/foyer ] || stop "There is nothing to measure yet: run make release."

say "The load"
cargo build --release -p server -p bench --bin bench

say "A large site: a quarter of an hour the first time, two minutes after that"
if [ -n "${FOYER_TEST_POSTGRES:-}" ]; then
    # Such a server is gone with its command, and its site too.
    exec target/release/bench growth --folder target/bench-growth-postgres --database-url "$FOYER_TEST_POSTGRES" "$@"
fi
exec target/release/bench growth "$@"
