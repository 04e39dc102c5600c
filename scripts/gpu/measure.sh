#!/usr/bin/env bash
# Measures everything about killshot on a GPU that a lease of ten minutes allows, most important first.
# usage: measure.sh RESULTS.jsonl [--part 1|2] [--tiny]
# Run it in the folder that pack.sh made. Part 1 is planned for 300 s: facts, checks, digests, speed. Part 2 is planned
# for 300 s more: a variant of the program, the profiler and the sanitizer. Without --part it runs both. Each stage has
# its own timeout and appends one line of JSON as soon as it ends, so whatever has been measured survives an
# interruption. --tiny is for emulation.
# Make the report of the lines afterwards: report.py RESULTS.jsonl.
set -uo pipefail

usage() {
    sed -n 's/^# usage: /usage: /p' "$0" >&2
    exit 2
}
[[ $# -ge 1 && $1 != -* ]] || usage
results=$(realpath "$1")
shift
parts="1 2"
tiny=no
while [[ $# -gt 0 ]]; do
    case $1 in
        --part)
            [[ ${2:-} == [12] ]] || usage
            parts=$2
            shift
            ;;
        --tiny) tiny=yes ;;
        *) usage ;;
    esac
    shift
done
cd "$(dirname "${BASH_SOURCE[0]}")" || exit

killshot=${KILLSHOT:-./killshot}
probes=${KILLSHOT_PROBES:-./gpu_probes}
gpu_test=${KILLSHOT_GPU_TEST:-./gpu_test}
scenarios=${KILLSHOT_SCENARIOS:-scenarios}
variant=${KILLSHOT_VARIANT:-./killshot_96_registers}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

run_paths=(4096 65536 1048576 16777216)
digest_paths=65536 long_paths=8192 sanitized_paths=64
batch_sizes=(1000 10000) batch_paths=4096 batch_threads=(1 4 16)
probe_arguments=() bench_arguments=() few_months=() small=()
if [[ $tiny == yes ]]; then
    run_paths=(64) digest_paths=64 long_paths=64 batch_sizes=(3) batch_paths=64 batch_threads=(1 2)
    probe_arguments=(--tiny) bench_arguments=(--quick)
    few_months=(--set run.horizon_months=7)
    small=(--set 'run.networks=["render", "akash"]' "${few_months[@]}")
fi

# The text of standard input as a JSON string.
json_string() {
    awk 'BEGIN { printf "\"" }
         { gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); gsub(/\t/, "\\t"); gsub(/[\001-\037\177]/, "")
           printf "%s%s", (NR > 1 ? "\\n" : ""), $0 }
         END { printf "\"" }'
}

# stage NAME TIMEOUT json|text COMMAND...: runs the command and appends what it printed.
stage() {
    local name=$1 limit=$2 form=$3 begin end exit_code
    shift 3
    begin=$(date +%s.%N)
    timeout -k 5 "$limit" "$@" >"$work/out" 2>"$work/err"
    exit_code=$?
    end=$(date +%s.%N)
    {
        printf '{"stage": "%s", "seconds": %.3f, "exit_code": %d, ' "$name" \
            "$(awk "BEGIN { print $end - $begin }")" "$exit_code"
        if [[ $form == json && $exit_code -eq 0 ]]; then
            printf '"json": %s, ' "$(tr '\n' ' ' <"$work/out")"
        else
            printf '"text": %s, ' "$(tail -c 100000 "$work/out" | json_string)"
        fi
        printf '"errors": %s}\n' "$(tail -c 20000 "$work/err" | json_string)"
    } >>"$results"
    printf '%-28s %7.1f s%s\n' "$name" "$(awk "BEGIN { print $end - $begin }")" \
        "$([[ $exit_code -eq 0 ]] || echo "  exit code $exit_code")"
}

# simulate NAME TIMEOUT ARGUMENT...: a run, with its digest and times.
simulate() {
    local name=$1 limit=$2
    shift 2
    stage "$name" "$limit" text "$killshot" run "$@" -o "$work/result.h5" --force
}

# Writes a scenario of 32 networks: the shipped ones, and more that differ from them in name. Prints its file.
wide_scenario() {
    local folder=$work/wide shipped=() networks=() i name
    mkdir -p "$folder/networks"
    cp "$scenarios"/networks/*.toml "$folder/networks/"
    for name in "$folder"/networks/*.toml; do
        name=$(basename "$name" .toml)
        [[ $name == common ]] || shipped+=("$name")
    done
    for ((i = 0; i < 32; ++i)); do
        name=${shipped[i % ${#shipped[@]}]}
        if ((i >= ${#shipped[@]})); then
            printf 'base = "%s.toml"\nname = "%s %d"\n' "$name" "$name" "$i" >"$folder/networks/${name}_$i.toml"
            name+=_$i
        fi
        networks+=("\"$name\"")
    done
    printf 'base = "%s/base.toml"\n[run]\nnetworks = [%s]\n' "$(realpath "$scenarios")" \
        "$(IFS=,; echo "${networks[*]}")" >"$folder/wide.toml"
    echo "$folder/wide.toml"
}

facts() {
    nvidia-smi --query-gpu=name,driver_version,memory.total,power.limit,clocks.max.sm,clocks.max.mem,ecc.mode.current \
        --format=csv 2>&1
    lscpu | grep -E '^(Model name|CPU\(s\)|CPU max MHz)'
    uname -r
    date -u +%Y-%m-%dT%H:%M:%SZ
}

part_1() {
    export -f facts
    stage facts 15 text bash -c facts
    stage devices 20 text "$killshot" devices
    stage verify 60 json "$killshot" verify --backend cuda --json
    stage gpu_test 60 text "$gpu_test"
    stage probes 30 json "$probes" "${probe_arguments[@]}"
    local backend wide
    wide=$(wide_scenario)
    for backend in cpu cuda; do
        simulate "digest_base_$backend" 30 "$scenarios/base.toml" --backend "$backend" --beliefs 0 \
            --paths "$digest_paths" "${small[@]}"
        simulate "digest_32_networks_$backend" 30 "$wide" --backend "$backend" --beliefs 0 --paths "$long_paths" \
            "${few_months[@]}"
        simulate "digest_240_months_$backend" 30 "$scenarios/base.toml" --backend "$backend" --beliefs 0 \
            --paths "$long_paths" "${small[@]}" --set run.horizon_months=240
    done
    stage bench_cuda 60 json "$killshot" bench --backend cuda --json "${bench_arguments[@]}" "${small[@]}"
    local paths n threads
    for paths in "${run_paths[@]}"; do
        simulate "run_${paths}_paths" 30 "$scenarios/base.toml" --backend cuda --beliefs 0 --paths "$paths" \
            "${small[@]}"
    done
    for n in "${batch_sizes[@]}"; do
        printf 'base = "%s/base.toml"\n[design]\nkind = "latin_hypercube"\ndraws = %d\n' \
            "$(realpath "$scenarios")" "$n" >"$work/batch.toml"
        for threads in "${batch_threads[@]}"; do
            simulate "batch_${n}_${threads}_threads" 60 "$work/batch.toml" --backend cuda --threads "$threads" \
                --paths "$batch_paths" "${small[@]}"
        done
    done
    stage bench_cpu 60 json "$killshot" bench --json --quick
}

part_2() {
    local round program
    for round in 1 2 3; do  # in turn, since a card's clock changes with its temperature
        for program in "$killshot" "$variant"; do
            stage "variant_${round}_$(basename "$program")" 20 json "$program" bench --backend cuda --json \
                "${bench_arguments[@]}" "${small[@]}"
        done
    done
    local metrics=sm__cycles_elapsed.avg,smsp__inst_executed.sum,smsp__issue_active.avg.pct_of_peak_sustained_active
    metrics+=,sm__warps_active.avg.pct_of_peak_sustained_active,dram__bytes.sum,lts__t_bytes.sum
    if command -v ncu >/dev/null; then
        stage ncu 150 text ncu --csv --metrics "$metrics" "$killshot" run "$scenarios/base.toml" --backend cuda \
            --beliefs 0 --paths "$digest_paths" -o "$work/ncu.h5"
    else
        stage ncu 5 text echo "ncu is missing"
    fi
    local tool
    for tool in memcheck racecheck; do
        if command -v compute-sanitizer >/dev/null; then
            stage "sanitizer_$tool" 60 text compute-sanitizer --tool "$tool" "$killshot" run "$scenarios/base.toml" \
                --backend cuda --beliefs 0 --paths "$sanitized_paths" -o "$work/$tool.h5"
        else
            stage "sanitizer_$tool" 5 text echo "compute-sanitizer is missing"
        fi
    done
}

for part in $parts; do
    "part_$part"
done
