#!/usr/bin/env bash
# clang-tidy over a fixed list of folders: those whose mistakes the compilers and sanitizers are least likely to see.
# Needs build/clang (preset clang), whose compile commands it reads. Checks: .clang-tidy.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folders=(src/files src/inputs src/scenario src/ensemble src/tables src/run src/backend)

find "${folders[@]}" -name '*.cpp' ! -name no_cuda.cpp ! -name ranks_none.cpp -print0 |
    xargs -0 -n 4 -P "$(nproc)" clang-tidy -p build/clang --quiet --warnings-as-errors='*'
