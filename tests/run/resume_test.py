#!/usr/bin/env python3
"""Runs that are killed at random moments and resumed give what an uninterrupted run gives.

usage: resume_test.py KILLSHOT small|large
"""
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

import h5py
import numpy

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOT_COMPARED = {"timing", "provenance"}  # what is another in every run

# name: scenarios, paths of each, further arguments, kills
CASES = {
    "small": [("scenarios", 6, 3000, ["--threads", "2", "--isa", "scalar"], 2),
              ("slices", 1, 500_000, ["--threads", "2", "--isa", "sse"], 2),
              ("rounds", 2, 500_000, ["--threads", "2", "--isa", "sse", "--target-se", "0.0012"], 1)],
    "large": [("thousand", 1000, 4096, [], 3)],
}


def batch(folder, n_scenarios, n_paths, one_network):
    """A scenario file whose axis has so many values; of one network where the paths are many."""
    file = folder / "batch.toml"
    lines = [f'base = "{ROOT}/scenarios/base.toml"', "[run]", f"paths = {n_paths}"]
    if one_network:
        if not (folder / "networks").exists():
            (folder / "networks").symlink_to(ROOT / "scenarios/networks")
        lines.append('networks = ["render"]')
    rates = ", ".join(f"{0.1 + 0.5 * n / n_scenarios:.6f}" for n in range(n_scenarios))
    lines += ["[[axis]]", 'key = "sector.cut_rate"', f"values = [{rates}]"]
    file.write_text("\n".join(lines) + "\n")
    return file


def run(killshot, arguments):
    return subprocess.run([killshot, "run", *map(str, arguments)], capture_output=True, text=True)


def digest(outcome):
    assert outcome.returncode == 0, f"exit code {outcome.returncode}: {outcome.stderr}"
    return next(line for line in outcome.stdout.splitlines() if line.startswith("digest "))


def kill_after(killshot, arguments, seconds):
    """Whether the run was still at it."""
    process = subprocess.Popen([killshot, "run", *map(str, arguments)], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    was_running = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return was_running


def compare(a, b):
    """How many variables are equal; raises where one is not."""
    n_equal = 0
    with h5py.File(a) as left, h5py.File(b) as right:
        names = []
        left.visititems(lambda name, item: names.append(name) if isinstance(item, h5py.Dataset) else None)
        others = []
        right.visititems(lambda name, item: others.append(name) if isinstance(item, h5py.Dataset) else None)
        assert names == others, "the files hold other variables"
        for name in names:
            if name.split("/")[0] in NOT_COMPARED:
                continue
            x, y = left[name][()], right[name][()]
            same = numpy.array_equal(x, y, equal_nan=x.dtype.kind == "f")
            assert same, f"{name} differs"
            n_equal += 1
        assert left.attrs["digest"] == right.attrs["digest"]
    return n_equal


def check(killshot, folder, name, n_scenarios, n_paths, further, n_kills):
    file = batch(folder, n_scenarios, n_paths, one_network=n_paths > 100_000)
    whole, broken = folder / f"{name}_whole.h5", folder / f"{name}_broken.h5"
    shards = broken.with_name(broken.name + ".shards")
    begin = time.monotonic()
    expected = digest(run(killshot, [file, "-o", whole, "--quiet", *further]))
    seconds = time.monotonic() - begin

    kills, with_shards = 0, 0
    for kill in range(n_kills):
        resume = ["--resume"] if kill else []
        # The first kill comes when something is on the disk, or nothing would be resumed.
        least = 2.2 if kill == 0 else 0.1
        moment = least + random.random() * max(seconds - least, 0.5) / n_kills
        kills += kill_after(killshot, [file, "-o", broken, "--quiet", *resume, *further], moment)
        n_shards = len(list(shards.glob("*.shard"))) if shards.exists() else 0
        with_shards += n_shards > 0
        print(f"{name}: killed after {moment:.2f} s of about {seconds:.2f} s, {n_shards} shards")
    if shards.exists():
        refused = run(killshot, [file, "-o", broken, "--quiet", *further])
        assert refused.returncode == 1 and "go on with --resume" in refused.stderr, refused.stderr
        refused = run(killshot, [file, "-o", broken, "--quiet", "--resume", "--seed", "1", *further])
        assert refused.returncode == 1 and "this run has seed 1" in refused.stderr, refused.stderr
    resumed = run(killshot, [file, "-o", broken, "--quiet", "--resume", *further])
    assert digest(resumed) == expected, f"{resumed.stdout} instead of {expected}"
    assert not shards.exists(), "shards are left"
    print(f"{name}: {expected}, {compare(whole, broken)} variables equal, {kills} of {n_kills} kills hit a run, "
          f"{with_shards} left shards")


def main():
    if len(sys.argv) != 3 or sys.argv[2] not in CASES:
        sys.exit(__doc__)
    seed = int(os.environ.get("KILLSHOT_TEST_SEED", random.randrange(1_000_000)))
    random.seed(seed)
    print(f"KILLSHOT_TEST_SEED={seed}")
    with tempfile.TemporaryDirectory(prefix="killshot-resume-") as folder:
        for case in CASES[sys.argv[2]]:
            check(sys.argv[1], pathlib.Path(folder), *case)


if __name__ == "__main__":
    main()
