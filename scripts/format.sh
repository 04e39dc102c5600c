#!/usr/bin/env bash
# Formats every C++ file of the tree. With --check, it lists the files that would change and fails if there are any.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case ${1:-} in
    "") mode=(-i) ;;
    --check) mode=(--dry-run --Werror) ;;
    *)
        echo "usage: scripts/format.sh [--check]" >&2
        exit 2
        ;;
esac

folders=()
for folder in include src cuda tests bench; do
    [[ -d $folder ]] && folders+=("$folder")
done
find "${folders[@]}" -type f \( -name '*.hpp' -o -name '*.cpp' -o -name '*.cuh' -o -name '*.cu' \) -print0 |
    sort -z | xargs -0 clang-format "${mode[@]}"
