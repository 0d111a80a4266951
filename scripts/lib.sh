# shellcheck shell=bash
# What the other scripts share: where the project is, which tools come first, and how to find a browser
# and PostgreSQL. To be sourced.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# The project's own tools first, then cargo's: a wrong version elsewhere on the machine does no harm.
export PATH="$root/node_modules/.bin:${CARGO_INSTALL_ROOT:-${CARGO_HOME:-$HOME/.cargo}}/bin:$PATH"

say() {
    printf '==> %s\n' "$*"
}

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

has() {
    command -v "$1" >/dev/null 2>&1
}

# Succeeds unless PostgreSQL is left out with ENGINES=sqlite.
wants_postgres() {
    case "${ENGINES:-}" in
        '') return 0 ;;
        sqlite) return 1 ;;
        *) stop "ENGINES is \"$ENGINES\"; say ENGINES=sqlite to leave PostgreSQL out, or nothing to test both." ;;
    esac
}

# Prints the path of a Chromium or Chrome that starts; fails if there is none.
find_chromium() {
    local name path
    for name in "${FOYER_CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
        # Ubuntu has a "chromium-browser" that only says how to get one.
        if [ -n "$name" ] && path=$(command -v "$name") && "$path" --version >/dev/null 2>&1; then
            printf '%s\n' "$path"
            return
        fi
    done
    return 1
}

# Prints the folder of the newest PostgreSQL server's programs; fails if there is none.
find_postgres() {
    local dir found=
    for dir in /usr/local/opt/postgresql*/bin /opt/homebrew/opt/postgresql*/bin \
        /usr/pgsql-*/bin /usr/lib/postgresql/?/bin /usr/lib/postgresql/??/bin \
        "$(dirname "$(command -v initdb || true)")"; do
        if [ -x "$dir/initdb" ] && [ -x "$dir/pg_ctl" ] && [ -x "$dir/postgres" ]; then
            found=$dir
        fi
    done
    [ -n "$found" ] && printf '%s\n' "$found"
}
