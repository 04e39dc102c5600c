#!/usr/bin/env python3
"""Makes a report of what scripts/gpu/measure.sh measured: docs/gpu/DATE-CARD.md and .json, figures beside predictions.

usage: report.py RESULTS.jsonl [-o FOLDER]        (default: docs/gpu beside this repository)
"""
import argparse
import json
import pathlib
import re
import statistics
import sys

# Network-path-steps per second of an H100 SXM by issue slots alone (tests/cuda_code/check_cuda_code.py), and the share
# of it that we expect to see: latency and memory are not in the count.
BOUND = 33.4e9
EXPECTED_SHARE = (0.4, 0.85)
# cuda_start_seconds in src/backend/cuda.hpp, an assumption: `--backend auto` leaves shorter runs to the CPU.
CARD_START = 1.0
UNITS = {"": 1, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}


def stages_of(path):
    """The lines by stage; the last one of a name counts."""
    stages = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            stage = json.loads(line)
            stages[stage["stage"]] = stage
        except (json.JSONDecodeError, KeyError, TypeError):
            sys.exit(f"{path}:{number}: this line is not one of measure.sh's (is the file complete?); measure again")
    return stages


def digest_of(stage):
    found = re.search(r"digest ([0-9a-f]{16})", stage.get("text", ""))
    return found[1] if found else None


def rate_of(stage):
    """Network-path-steps per second that a run printed; its lines are wrapped."""
    found = re.search(r"([\d.]+) ([kMGT]?) ?network-path-steps/s", " ".join(stage.get("text", "").split()))
    return float(found[1]) * UNITS[found[2]] if found else None


def short(value):
    for prefix in "TGMk":
        if value >= UNITS[prefix]:
            return f"{value / UNITS[prefix]:.3g} {prefix}"
    return f"{value:.3g} "


def card_of(stages):
    """The name of the card, as `killshot devices` or nvidia-smi gives it."""
    text = stages.get("facts", {}).get("text", "")
    lines = [line for line in text.splitlines() if "," in line]
    name = lines[1].split(",")[0] if len(lines) > 1 and "driver_version" in lines[0] else "unknown card"
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")


def date_of(stages):
    found = re.search(r"^(\d{4}-\d\d-\d\d)T", stages.get("facts", {}).get("text", ""), re.MULTILINE)
    return found[1] if found else "undated"


class Report:
    def __init__(self, stages):
        self.stages = stages
        self.rows = []  # what, measured, predicted, verdict

    def add(self, what, measured, predicted, holds):
        verdict = "-" if holds is None else "as predicted" if holds else "**not as predicted**"
        self.rows.append((what, measured, predicted, verdict))

    def json_of(self, name):
        return self.stages.get(name, {}).get("json")

    def checks(self):
        verify = self.json_of("verify")
        if verify:
            wrong = verify["n_disagree"]
            self.add("killshot verify", f"{wrong} of {verify['n_checks']} checks disagree", "none", wrong == 0)
        elif "verify" in self.stages:
            self.add("killshot verify", f"exit code {self.stages['verify']['exit_code']}", "0", False)
        if "gpu_test" in self.stages:
            code = self.stages["gpu_test"]["exit_code"]
            self.add("tests on the card", f"exit code {code}", "0", code == 0)
        for run in ("base", "32_networks", "240_months"):
            digests = [digest_of(self.stages.get(f"digest_{run}_{backend}", {})) for backend in ("cpu", "cuda")]
            if any(digests):
                self.add(f"digest of {run.replace('_', ' ')}", f"CPU {digests[0]}, card {digests[1]}", "equal",
                         digests[0] == digests[1])

    def probes(self):
        probes = self.json_of("probes")
        if not probes:
            return
        division = probes["divisions"]
        ratio = division["zero_per_second"] / division["one_per_second"]
        self.add("divisions of 0 against others", f"{ratio:.2f} times as fast", "1, or the slow path is taken",
                 ratio > 0.9)
        different = probes["reciprocals_and_roots"]
        self.add("reciprocals and roots",
                 f"{different['different_from_host']} of {different['mantissas']:,} differ from the host's",
                 "none", different["different_from_host"] == 0)
        for rate in probes["additions"]:
            self.add(f"atomic additions to {rate['addresses']:,} addresses", f"{short(rate['per_second'])}/s", "-",
                     None)
        for name, rate in probes["copies"].items():
            self.add(f"copy {name.removesuffix('_bytes_per_second').replace('_', ' ')}", f"{short(rate)}B/s", "-", None)
        launches = probes["launches"]
        self.add("a launch", f"{1e6 * launches['seconds_each']:.1f} us", "under 10 us", launches["seconds_each"] < 1e-5)

    def speed(self):
        bench = self.json_of("bench_cuda")
        if bench:
            low, high = (share * BOUND for share in EXPECTED_SHARE)
            for run in bench["runs"]:
                rate = run["network_path_steps_per_second"]["kernels"]
                is_full = run["paths"] >= 65536
                self.add(f"kernels, {run['paths']:,} paths", f"{short(rate)}nps/s",
                         f"{short(low)}to {short(high)}nps/s (H100 SXM)" if is_full else "-",
                         low <= rate <= high if is_full else None)
            roofline = bench["roofline"]
            self.add("operations and memory, a full launch",
                     f"{short(roofline['run']['operations_per_second'])}/s, "
                     f"{short(roofline['run']['bytes_per_second'])}B/s "
                     f"({roofline['run']['operations_per_byte']:.1f} operations per byte)", "-", None)
            self.add("ready for the first run", f"{bench['ready_seconds']:.2f} s", "-", None)
            whole = bench["end_to_end"]
            start = whole["cold_seconds"] - whole["seconds"]
            self.add("start of a card (a cold run minus a warm one)", f"{start:.2f} s",
                     f"under {CARD_START:g} s, as --backend auto assumes", start < CARD_START)
        for name, stage in self.stages.items():
            found = re.fullmatch(r"run_(\d+)_paths|batch_(\d+)_(\d+)_threads", name)
            if not found or not rate_of(stage):
                continue
            what = (f"a run of {int(found[1]):,} paths" if found[1]
                    else f"a batch of {int(found[2]):,} scenarios, {found[3]} host threads")
            self.add(what, f"{short(rate_of(stage))}nps/s, {stage['seconds']:.1f} s in all", "-", None)

    def variants(self):
        rates = {}  # of the largest launch, by program
        for name, stage in self.stages.items():
            found = re.fullmatch(r"variant_\d+_(.+)", name)
            if found and "json" in stage:
                run = stage["json"]["runs"][0]
                rates.setdefault(found[1], []).append(run["network_path_steps_per_second"]["kernels"])
        if len(rates) == 2:
            (shipped, its), (variant, others) = rates.items()
            ratio = statistics.median(others) / statistics.median(its)
            self.add(f"kernels of {variant}", f"{ratio:.2f} times as fast as those of {shipped}",
                     "slower: more warps, but spills", ratio < 1)

    def markdown(self, name):
        lines = [f"# {name}", "",
                 "Measured by scripts/gpu/measure.sh. nps: network-path-steps. Predictions were made before the "
                 "measurement, from the compiled code.", "",
                 "| what | measured | predicted | |", "|---|---|---|---|"]
        lines += [f"| {' | '.join(row)} |" for row in self.rows]
        failed = [f"{stage} (exit code {line['exit_code']})"
                  for stage, line in self.stages.items() if line["exit_code"]]
        lines += ["", f"Stages that failed: {', '.join(failed) if failed else 'none'}.", ""]
        for name in ("facts", "devices", "ncu", "sanitizer_memcheck", "sanitizer_racecheck"):
            if text := self.stages.get(name, {}).get("text"):
                lines += [f"## {name}", "```", text, "```", ""]
        return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("results", type=pathlib.Path)
    parser.add_argument("-o", dest="folder", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parents[2] / "docs" / "gpu")
    arguments = parser.parse_args()
    stages = stages_of(arguments.results)
    report = Report(stages)
    report.checks()
    report.probes()
    report.speed()
    report.variants()
    name = f"{date_of(stages)}-{card_of(stages)}"
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for suffix, text in ((".md", report.markdown(name)), (".json", json.dumps(stages, indent=1) + "\n")):
        path = arguments.folder / (name + suffix)
        path.write_text(text, "utf-8")
        print(path)


if __name__ == "__main__":
    main()
