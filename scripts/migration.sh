#!/usr/bin/env bash
# Creates the next migration for both engines.
# Usage: scripts/migration.sh NAME
source "$(dirname "$0")/lib.sh"
cd "$root/server/migrations"

name=${1:-}
[[ $name =~ ^[a-z][a-z0-9_]*$ ]] ||
    stop "Give the migration a name in small letters: make migration NAME=review_series"

last=$(cd sqlite && printf '%s\n' [0-9]*_*.sql | sort | tail -n 1)
number=$(printf '%04d' $((10#${last%%_*} + 1)))
for engine in sqlite postgres; do
    file="$engine/${number}_$name.sql"
    printf -- '-- %s: \n' "$(tr '_' ' ' <<<"$name")" >"$file"
    echo "server/migrations/$file"
done
