#!/usr/bin/env bash
# Packs all that a GPU machine needs for scripts/gpu/measure.sh into build/gpu-kit: the program, a variant of it with
# another limit of registers, the scenarios, the tests for a card and the probes. Needs nvcc (scripts/setup-cuda.sh),
# no GPU.
# usage: scripts/gpu/pack.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

most_mib=40
kit=build/gpu-kit

cmake --preset portable-cuda
cmake --build --preset portable-cuda --target killshot_cli killshot_96_registers gpu_test gpu_probes
rm -rf "$kit"
mkdir -p "$kit"
cp -r scenarios "$kit/"
cp build/portable-cuda/bin/killshot build/portable-cuda/bin/killshot_96_registers \
    build/portable-cuda/tests/gpu_test build/portable-cuda/bench/gpu_probes "$kit/"
cp scripts/gpu/measure.sh scripts/gpu/report.py "$kit/"
strip "$kit"/killshot* "$kit/gpu_test" "$kit/gpu_probes"
mib=$(du -sm "$kit" | cut -f 1)
if ((mib > most_mib)); then
    echo "pack.sh: $kit has $mib MiB (at most $most_mib, so that it can be carried along)" >&2
    exit 1
fi
echo "$kit: $mib MiB; on the GPU machine: $kit/measure.sh results.jsonl"
