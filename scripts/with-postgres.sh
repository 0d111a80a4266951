#!/usr/bin/env bash
# Runs a command beside a PostgreSQL server of its own, which is gone when the command ends.
# The command finds it in FOYER_TEST_POSTGRES. With ENGINES=sqlite nothing is started, and
# FOYER_TEST_ENGINES says so. A server named in FOYER_TEST_POSTGRES beforehand is used as it is.
# Usage: scripts/with-postgres.sh COMMAND [ARGUMENT…]
source "$(dirname "$0")/lib.sh"

[ $# -gt 0 ] || stop "Usage: scripts/with-postgres.sh COMMAND [ARGUMENT…]"

if ! wants_postgres; then
    export FOYER_TEST_ENGINES=sqlite
    exec "$@"
fi
if [ -n "${FOYER_TEST_POSTGRES:-}" ]; then
    exec "$@"
fi

programs=$(find_postgres) ||
    stop "PostgreSQL is missing: run scripts/setup.sh test, or leave it out with ENGINES=sqlite."

# initdb refuses root, so root hands the server to somebody ordinary.
owner=
if [ "$(id -u)" = 0 ]; then
    owner=nobody
    if id postgres >/dev/null 2>&1; then
        owner=postgres
    fi
fi

as_owner() {
    if [ -z "$owner" ]; then
        "$@"
    elif has runuser; then
        runuser -u "$owner" -- "$@"
    else
        su -s /bin/sh "$owner" -c "$(printf '%q ' "$@")"
    fi
}

# Not in TMPDIR: the path of a socket may have about a hundred letters.
folder=$(mktemp -d /tmp/foyer-postgres.XXXXXX)
here=$PWD

end() {
    local code=$?
    trap - EXIT INT TERM HUP
    cd /
    as_owner "$programs/pg_ctl" -D "$folder/data" -m immediate -s stop >/dev/null 2>&1 || true
    rm -rf "$folder"
    exit "$code"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

[ -z "$owner" ] || chown "$owner" "$folder"
cd "$folder"
as_owner "$programs/initdb" -D "$folder/data" --username=foyer --auth=trust --encoding=UTF8 --locale=C \
    --no-sync >"$folder/initdb.log" 2>&1 ||
    stop "PostgreSQL could not set up a database: $(tail -n 1 "$folder/initdb.log")"

# The data live as long as the tests: nothing needs to reach the disk.
cat >>"$folder/data/postgresql.conf" <<SETTINGS
listen_addresses = '127.0.0.1'
unix_socket_directories = '$folder'
fsync = off
full_page_writes = off
synchronous_commit = off
max_connections = 300
SETTINGS

# A port that was free a moment ago may not be any more, hence more than one try.
start() {
    local try
    for try in 1 2 3 4 5 6 7 8; do
        port=$((20000 + (RANDOM + try) % 12000))
        if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            continue
        fi
        if as_owner "$programs/pg_ctl" -D "$folder/data" -l "$folder/data/server.log" -o "-p $port" \
            -s -w -t 60 start >/dev/null 2>&1; then
            return
        fi
    done
    return 1
}
start || stop "PostgreSQL does not start: $(tail -n 1 "$folder/data/server.log")"

cd "$here"
export FOYER_TEST_POSTGRES="postgres://foyer@127.0.0.1:$port/postgres"
"$@"
