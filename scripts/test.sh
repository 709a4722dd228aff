#!/usr/bin/env bash
# test.sh rust|browser|durability... [-- PLAYWRIGHT ARGUMENTS]
# Runs the suites named, all of them even when one fails. The last line is `N passed, N failed`.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/env.sh

suites=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do suites+=("$1"); shift; done
[ $# -eq 0 ] || shift
logs=target/test
mkdir -p $logs

passed=0 failed=0

# count NAME STATUS PASSED FAILED: a suite that fails without a failed test, or runs none, is one failure.
count() {
    local name=$1 status=$2 p=${3:-0} f=${4:-0}
    if [ "$f" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$p" -eq 0 ]; }; then f=1; fi
    passed=$((passed + p)) failed=$((failed + f))
    say "$name: $p passed, $f failed"
}

# nextest NAME ARGUMENTS...: its closing line is `Summary [time] 5 tests run: 4 passed (1 slow), 1 failed, 0 skipped`.
nextest() {
    local name=$1 status=0 run p
    shift
    cargo nextest run --features ssr --no-fail-fast --color never "$@" 2>&1 | tee "$logs/$name.log" || status=$?
    run=$(sed -nE 's/^ *Summary \[.*\] ([0-9]+)(\/[0-9]+)? tests? run:.*/\1/p' "$logs/$name.log" | tail -n 1)
    p=$(sed -nE 's/^ *Summary \[.*\] .* tests? run: ([0-9]+) passed.*/\1/p' "$logs/$name.log" | tail -n 1)
    count "$name" "$status" "${p:-0}" $((${run:-0} - ${p:-0}))
}

rust() { nextest rust; }

browser() {
    local status=0 numbers report=$PWD/$logs/browser.json
    if ! scripts/build.sh dev; then
        count browser 1
        return
    fi
    rm -f "$report"
    (cd end2end && PLAYWRIGHT_JSON_OUTPUT_FILE=$report node_modules/.bin/playwright test "$@") || status=$?
    numbers=$(node -e '
        const { stats } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
        console.log(stats.expected + stats.flaky, stats.unexpected);
    ' "$report" 2> /dev/null || echo 0 0)
    # shellcheck disable=SC2086 # two numbers
    count browser "$status" $numbers
}

durability() {
    export ATELIER_DURABILITY=${ATELIER_DURABILITY:-short}
    local whole=()
    [ "$ATELIER_DURABILITY" != full ] || whole=(--run-ignored all)
    nextest durability --ignore-default-filter "${whole[@]}" \
        -E '(test(/^durability::/) or test(/gigabytes/)) and not test(/_child$/)'
}

scripts/setup.sh test
for suite in "${suites[@]}"; do
    say "Tests: $suite"
    case $suite in
        rust) rust ;;
        browser) browser "$@" ;;
        durability) durability ;;
        *) fail "No such suite: $suite" ;;
    esac
done

echo "$passed passed, $failed failed" | tee $logs/summary
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
