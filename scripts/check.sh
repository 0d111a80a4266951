#!/usr/bin/env bash
# Everything that can be checked without a browser, the cheap first.
source "$(dirname "$0")/lib.sh"
cd "$root"

say "Format"
cargo fmt --all --check

scripts/lint.sh

say "Documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --document-private-items -p app -p server -p bench
RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --document-private-items -p desk

say "Licences and sources of dependencies"
if has cargo-deny; then
    cargo deny check bans licenses sources
else
    echo "Left out: cargo-deny is not installed (cargo install --locked cargo-deny)."
fi

say "Tests: app"
cargo test -p app --features ssr
say "Tests: desk"
cargo test -p desk
if wants_postgres; then
    say "Tests: server, on SQLite and PostgreSQL, and the arithmetic of bench"
else
    say "Tests: server, on SQLite alone, and the arithmetic of bench"
fi
scripts/with-postgres.sh cargo test -p server -p bench
