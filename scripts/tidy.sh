#!/usr/bin/env bash
# Runs clang-tidy on a fixed list of folders: those that handle files, text and threads. The equations, the kernels and
# the tables are watched by known answers instead, and the readers of results by the fuzzers.
# It reads the compile commands of build/clang (preset clang); .clang-tidy lists the checks.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folders=(src/files src/inputs src/scenario src/ensemble src/run src/backend)

# Without the precompiled headers, of which every file would have to be checked in full.
commands=build/clang/tidy
mkdir -p $commands
sed 's/ -Winvalid-pch .*cmake_pch.hxx -o / -o /' build/clang/compile_commands.json >$commands/compile_commands.json

find "${folders[@]}" -name '*.cpp' ! -name no_cuda.cpp ! -name ranks_none.cpp -print0 |
    xargs -0 -n 2 -P "$(nproc)" clang-tidy -p $commands --quiet --warnings-as-errors='*'
