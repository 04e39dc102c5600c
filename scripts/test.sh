#!/usr/bin/env bash
# Builds killshot and runs its tests: all but those labelled slow, or with --all every one.
# Prints the seconds of each stage and stops at the first that fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

least_line_coverage=90

excluded=(--label-exclude '^slow$')
case ${1:-} in
    "") ;;
    --all) excluded=() ;;
    *)
        echo "usage: scripts/test.sh [--all]" >&2
        exit 2
        ;;
esac

jobs=$(nproc)
stages=()

# stage NAME COMMAND...: runs the command, keeps its seconds.
stage() {
    local name=$1 begin=$SECONDS
    shift
    echo "== $name"
    "$@" || {
        echo "== $name failed after $((SECONDS - begin)) s" >&2
        exit 1
    }
    stages+=("$(printf '%-10s %5d s' "$name" $((SECONDS - begin)))")
}

build() {
    cmake --preset "$1" && cmake --build --preset "$1" -j "$jobs"
}

tests() {
    ctest --preset default -j "$jobs" "${excluded[@]}"
}

# The same tests once more, counted. What needs no compiled line (lint) or runs for long (slow) stays out.
coverage() {
    local log=build/coverage/ctest.log
    build coverage >build/coverage.log 2>&1 || { cat build/coverage.log; return 1; }
    find build/coverage -name '*.gcda' -delete
    ctest --preset coverage -j "$jobs" --label-exclude '^(slow|lint)$' >"$log" 2>&1 || { cat "$log"; return 1; }
    # gcovr merges by source line: a file compiled once per instruction set counts once.
    gcovr --root . --filter include/ --filter src/ --object-directory build/coverage -j "$jobs" \
        --fail-under-line "$least_line_coverage" --print-summary build/coverage
}

# Another compiler gives the same bits.
clang() {
    build clang && build/clang/bin/killshot verify
}

mkdir -p build
stage setup scripts/setup.sh
stage build build default
stage tests tests
stage clang clang
stage coverage coverage

echo "== stages"
printf '%s\n' "${stages[@]}" "$(printf '%-10s %5d s' all $SECONDS)"
