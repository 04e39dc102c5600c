#!/usr/bin/env bash
# Builds killshot and runs its tests: all but those labelled slow; with --all every one. Where nvcc is there, the CUDA
# backend too, in emulation. Prints the seconds of each stage and what was left out; stops at the first failure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

least_line_coverage=90

all=no
excluded=(--label-exclude '^slow$')
case ${1:-} in
    "") ;;
    --all)
        all=yes
        excluded=()
        ;;
    *)
        echo "usage: scripts/test.sh [--all]" >&2
        exit 2
        ;;
esac

jobs=$(nproc)

# Stages compile many files alike.
if command -v ccache >/dev/null; then
    export CMAKE_CXX_COMPILER_LAUNCHER=ccache
    export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=yes CCACHE_SLOPPINESS=pch_defines,time_macros
fi
stages=()
left_out=()

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

# build PRESET [TARGET...]: warnings are errors.
build() {
    local preset=$1
    shift
    cmake --preset "$preset" -DKILLSHOT_WERROR=ON &&
        cmake --build --preset "$preset" -j "$jobs" ${1:+--target "$@"}
}

tests() {
    ctest --preset default -j "$jobs" "${excluded[@]}"
}

# Another compiler gives the same bits.
clang() {
    build clang && build/clang/bin/killshot verify
}

# The tests under AddressSanitizer and UndefinedBehaviorSanitizer, with lines counted. Lint runs no compiled code, and
# the tests of packages build without sanitizers.
sanitize() {
    local log=build/dev/ctest.log
    CMAKE_CXX_COMPILER_LAUNCHER='' build dev >build/dev.log 2>&1 || { tail -n 100 build/dev.log; return 1; }
    find build/dev -name '*.gcda' -delete
    ctest --preset dev -j "$jobs" --label-exclude '^(slow|lint|package|process)$' >"$log" 2>&1 || {
        cat "$log"
        return 1
    }
    grep 'tests passed' "$log"
    # gcovr merges by source line: a file compiled once per instruction set counts once.
    gcovr --root . --filter include/ --filter src/ --object-directory build/dev --exclude-directories build/dev/killed \
        -j "$jobs" --fail-under-line "$least_line_coverage" --print-summary build/dev | tail -n 4
}

# Tests that start and kill processes, under the same sanitizers. OpenMPI leaks, and the count of lines of a killed
# process may be cut off in writing.
processes() {
    ASAN_OPTIONS=detect_leaks=0 GCOV_PREFIX=$PWD/build/dev/killed \
        ctest --preset dev -j "$jobs" --label-regex '^process$' "${excluded[@]}"
}

# Tests that run threads, under ThreadSanitizer.
tsan() {
    build tsan backend_test run_test >build/tsan.log 2>&1 || { tail -n 100 build/tsan.log; return 1; }
    build/tsan/tests/backend_test --gtest_brief=1 && build/tsan/tests/run_test --gtest_brief=1
}

# Each fuzzer for a minute.
fuzz() {
    build fuzz killshot_fuzzers >build/fuzz.log 2>&1 || { tail -n 100 build/fuzz.log; return 1; }
    ctest --preset fuzz -j "$jobs" --label-regex '^fuzz$'
}

has_nvcc() {
    [[ -n ${CUDACXX:-} || -x .cuda-toolkit/cuda/bin/nvcc || -x /usr/local/cuda/bin/nvcc ]] || command -v nvcc >/dev/null
}

# The CUDA backend: built for all cards, its machine code checked, its kernels run on this CPU, and on a GPU where there
# is one. In its portable form, so that the archive is made and tried too.
cuda() {
    cmake --preset portable-cuda -DKILLSHOT_WERROR=ON &&
        cmake --build --preset portable-cuda -j "$jobs" \
            --target archive cuda_emulated_test cuda_on_cpu_test gpu_test gpu_probes gpu_probes_emulated &&
        ctest --preset portable-cuda -j "$jobs" --label-regex '^(cuda-emulated|cuda-code|gpu|package)$' "${excluded[@]}"
}

mkdir -p build
stage setup scripts/setup.sh
stage build build default
stage tests tests
stage clang clang
stage tidy scripts/tidy.sh
stage sanitize sanitize
stage tsan tsan
stage fuzz fuzz
if [[ $all == yes ]]; then
    stage processes processes
else
    left_out+=("tests labelled slow, and those that kill processes under sanitizers; --all runs them")
fi
if has_nvcc; then
    stage cuda cuda
else
    left_out+=("the CUDA backend (nvcc is missing); scripts/setup-cuda.sh installs it, no GPU is needed")
fi

echo "== stages"
printf '%s\n' "${stages[@]}" "$(printf '%-10s %5d s' all $SECONDS)"
for part in "${left_out[@]}"; do
    echo "left out: $part"
done
