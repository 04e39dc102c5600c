#!/usr/bin/env python3
"""Ranks give what one process gives; a rank that dies ends the run, and --resume goes on.

usage: ranks_test.py KILLSHOT MPIRUN
"""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

from resume_test import batch, compare, digest, run

MPIRUN = ["--allow-run-as-root", "--oversubscribe", "--bind-to", "none", "-n", "2"]


def with_ranks(mpirun, killshot, arguments):
    command = [mpirun, *MPIRUN, killshot, "run", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


def ranks_of(mpirun_pid):
    """Process ids of the ranks that an mpirun has started."""
    children = pathlib.Path(f"/proc/{mpirun_pid}/task/{mpirun_pid}/children").read_text()
    return [int(pid) for pid in children.split()]


def main():
    killshot, mpirun = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="killshot-ranks-") as name:
        folder = pathlib.Path(name)
        for case, n_scenarios, n_paths, further in [("scenarios", 6, 1000, []), ("slices", 1, 300_000, []),
                                                    ("rounds", 2, 300_000, ["--target-se", "0.0015"])]:
            file = batch(folder, n_scenarios, n_paths, one_network=n_paths > 100_000)
            one, two = folder / f"{case}_one.h5", folder / f"{case}_two.h5"
            expected = digest(run(killshot, [file, "-o", one, "--quiet", *further]))
            outcome = with_ranks(mpirun, killshot, [file, "-o", two, "--quiet", "--threads", "1", *further])
            assert digest(outcome) == expected, f"{outcome.stdout} instead of {expected}"
            assert outcome.stdout.count("digest ") == 1, "only rank 0 speaks"
            print(f"{case}: {expected} with 1 process and with 2 ranks, {compare(one, two)} variables equal")

        wrong = with_ranks(mpirun, killshot, ["nowhere.toml", "-o", folder / "a.h5"])
        assert wrong.returncode != 0 and "nowhere.toml" in wrong.stderr, wrong.stderr

        file = batch(folder, 8, 3000, one_network=False)
        whole, broken = folder / "whole.h5", folder / "broken.h5"
        expected = digest(run(killshot, [file, "-o", whole, "--quiet"]))
        slow = [file, "-o", broken, "--quiet", "--threads", "1", "--isa", "scalar"]
        process = subprocess.Popen([mpirun, *MPIRUN, killshot, "run", *map(str, slow)], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True)
        time.sleep(3.5)
        ranks = ranks_of(process.pid)
        assert len(ranks) == 2, f"the run is over after 3.5 s, or mpirun hides its ranks: {ranks}"
        os.kill(ranks[1], signal.SIGKILL)
        message = process.communicate(timeout=60)[1]
        assert process.returncode != 0 and message, "a dead rank ends the run with a message"
        resumed = run(killshot, [file, "-o", broken, "--quiet", "--resume"])
        assert digest(resumed) == expected, f"{resumed.stdout}{resumed.stderr} instead of {expected}"
        print(f"killed rank 1: {compare(whole, broken)} variables equal after --resume")


if __name__ == "__main__":
    main()
