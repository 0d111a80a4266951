#!/usr/bin/env bash
# Measures the demo's pages with Lighthouse against the release that was built last.
source "$(dirname "$0")/lib.sh"

FOYER_CHROMIUM=$(find_chromium) || stop "A browser is missing: run scripts/setup.sh browser."
FOYER_BIN="$root/target/release/foyer"
[ -x "$FOYER_BIN" ] || stop "There is nothing to measure yet: run make release."
export FOYER_CHROMIUM

# It is large and nothing else needs it, so it has a folder of its own.
cd "$root/end2end/lighthouse"
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
    say "Lighthouse, into end2end/lighthouse/node_modules: about half a minute"
    PUPPETEER_SKIP_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error
    touch node_modules/.package-lock.json
fi

folder=$(mktemp -d)
server=
end() {
    local code=$?
    trap - EXIT
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$folder"
    exit "$code"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

"$FOYER_BIN" serve --demo --data "$folder/data" --addr 127.0.0.1:0 >"$folder/ready" 2>"$folder/log" &
server=$!
for _ in $(seq 100); do
    origin=$(awk '/ready at/ { print $NF }' "$folder/ready")
    [ -z "$origin" ] || break
    sleep 0.1
done
[ -n "$origin" ] || stop "Foyer does not start: $(tail -n 1 "$folder/log")"

say "Lighthouse, mobile, three runs a page: about three minutes"
node run.mjs "$origin"
