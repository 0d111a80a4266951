#!/usr/bin/env bash
# Runs the tests in a browser against the release that was built last.
# Usage: scripts/e2e.sh [what playwright test takes]
source "$(dirname "$0")/lib.sh"

FOYER_CHROMIUM=$(find_chromium) || stop "A browser is missing: run scripts/setup.sh test."
FOYER_BIN="$root/target/release/foyer"
[ -x "$FOYER_BIN" ] || stop "There is nothing to test yet: run make release."
export FOYER_CHROMIUM FOYER_BIN

say "Tests in a browser: $("$FOYER_CHROMIUM" --version)"
cd "$root/end2end"
if [ $# -gt 0 ]; then
    exec npx playwright test "$@"
fi
# Times and weights first, alone: another browser at work would be measured along.
failed=0
npx playwright test --project=measured --workers=1 || failed=1
npx playwright test --project='phone*' --project='desk*' || failed=1
exit $failed
