#!/usr/bin/env bash
# Builds killshot, runs the base scenario and prints its table. Further arguments go to `killshot run`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/setup.sh
cmake --preset default >/dev/null
cmake --build --preset default --target killshot_cli

mkdir -p results
build/default/bin/killshot run scenarios/base.toml -o results/base.h5 "$@"
build/default/bin/killshot show results/base.h5
