#!/usr/bin/env bash
# Builds killshot, runs the base scenario and prints its table; replaces the result of an earlier run. Arguments go to
# `killshot run`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/setup.sh
cmake --preset default >/dev/null
cmake --build --preset default --target killshot_cli
build/default/bin/killshot run scenarios/base.toml --force "$@"
