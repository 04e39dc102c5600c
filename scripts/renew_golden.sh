#!/usr/bin/env bash
# Renews every golden value of the tree (known digests, expected texts, generated pages) from what the program gives
# now, and prints what changed. Review the difference as you would review code.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The tests that compare with a file of the tree (tests/support/golden.hpp).
golden='Golden|BadScenarios'

# The working tree as a git tree object; the index stays as it is.
snapshot() {
    local index
    index=$(mktemp -u)
    GIT_INDEX_FILE=$index git add --all
    GIT_INDEX_FILE=$index git write-tree
    rm -f "$index"
}

build_and_test() {
    cmake --build --preset default >build/renew_golden.log 2>&1 || { cat build/renew_golden.log; return 1; }
    ctest --preset default --tests-regex "$golden" "$@" >build/renew_golden.log 2>&1 ||
        { cat build/renew_golden.log; return 1; }
}

cmake --preset default >/dev/null
before=$(snapshot)
KILLSHOT_UPDATE_GOLDEN=1 build_and_test
# Digests are compiled in: the program is built once more and has to agree with all of them.
build_and_test
build/default/bin/killshot verify >build/renew_golden.log 2>&1 || { cat build/renew_golden.log; exit 1; }

after=$(snapshot)
if [[ $before == "$after" ]]; then
    echo "no golden value changed"
else
    git --no-pager diff --stat -p "$before" "$after"
fi
