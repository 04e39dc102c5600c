#!/usr/bin/env python3
"""Runs that are killed at random moments and resumed give what an uninterrupted run gives.

usage: resume_test.py KILLSHOT KILLS [MPIRUN]

KILLS: in all cases together. KILLSHOT_TEST_SEED repeats an earlier choice of moments.
"""
import os
import pathlib
import random
import signal
import tempfile
import time

from runs import (compare, digest, digest_in, leftovers, main_with, ranks_of, run, shards_of, start, wait_until,
                  write_scenarios)

SECONDS_BETWEEN_SHARDS = 2

# name: scenarios, paths, one network, mixed paths, further arguments, instruction set of the killed runs, two ranks.
# The killed runs are slow, so that they last long enough; their counts do not depend on that.
CASES = [
    ("scenarios", 60, 1500, False, False, [], "scalar", False),
    ("slices", 1, 4_000_000, True, False, [], "sse", False),
    ("rounds", 3, 4_000_000, True, False, ["--target-se", "0.0005"], "sse", False),
    ("mixed", 8, 400_000, True, True, [], "sse", False),
    ("ranks", 60, 3000, False, False, [], "scalar", True),
]


def kill(process, mpirun):
    """Kills the run, or one of its ranks, which ends the others."""
    ranks = ranks_of(process.pid) if mpirun else []
    os.kill(random.choice(ranks) if ranks else process.pid, signal.SIGKILL)
    process.communicate(timeout=60)


def check(killshot, folder, case, n_kills, mpirun):
    name, n_scenarios, n_paths, one_network, mixed_paths, further, isa, _ = case
    file = write_scenarios(folder, n_scenarios, n_paths, one_network, mixed_paths)
    whole, broken = folder / f"{name}_whole.h5", folder / f"{name}_broken.h5"
    expected = digest(run(killshot, [file, "-o", whole, "--quiet", *further]))

    resume, n_finished, n_resumed, n_completed = [], 0, 0, 0
    for n in range(n_kills):
        before = shards_of(broken)
        process = start(killshot, [file, "-o", broken, "--quiet", "--threads", "1", "--isa", isa, *resume, *further],
                        mpirun)
        # Half of the kills come soon after the run has written a shard, the others at any time before.
        if n % 2 == 0:
            wait_until(lambda: shards_of(broken) != before or process.poll() is not None)
            time.sleep(random.uniform(0, 0.5))
        else:
            time.sleep(random.uniform(0.05, SECONDS_BETWEEN_SHARDS))
        if process.poll() is not None:  # it was faster: the next kill begins anew
            assert process.returncode == 0, process.stderr.read()
            assert digest_in(broken) == expected
            broken.unlink()
            n_completed, resume = n_completed + 1, []
            continue
        kill(process, mpirun)
        assert not broken.exists(), "a killed run leaves no result"
        n_finished += len(shards_of(broken)) > 0
        n_resumed += bool(resume)
        resume = ["--resume"]
    if shards_of(broken):
        refused = run(killshot, [file, "-o", broken, "--quiet", *further])
        assert refused.returncode == 1 and "continue it with --resume" in refused.stderr, refused.stderr
        refused = run(killshot, [file, "-o", broken, "--quiet", "--resume", "--seed", "1", *further])
        assert refused.returncode == 1 and "this run has seed 1" in refused.stderr, refused.stderr
    outcome = run(killshot, [file, "-o", broken, "--quiet", *resume, *further])
    assert digest(outcome) == expected, f"{outcome.stdout} instead of {expected}"
    assert not shards_of(broken) and not leftovers(folder), leftovers(folder)
    print(f"{name}: {expected}, {compare(whole, broken)} variables equal after {n_kills - n_completed} kills; "
          f"{n_finished} left shards, {n_resumed} hit a resumed run", flush=True)
    return n_finished


def main():
    killshot, n_kills, mpirun = main_with(__doc__, 2, 3)
    seed = int(os.environ.get("KILLSHOT_TEST_SEED", random.randrange(1_000_000)))
    random.seed(seed)
    print(f"KILLSHOT_TEST_SEED={seed}", flush=True)
    cases = [case for case in CASES if mpirun or not case[-1]]
    with tempfile.TemporaryDirectory(prefix="killshot-resume-") as folder:
        n_finished = sum(
            check(killshot, pathlib.Path(folder), case, -(-int(n_kills) // len(cases)), mpirun if case[-1] else None)
            for case in cases)
    assert n_finished > 0, "no kill has left a shard: nothing was resumed"


if __name__ == "__main__":
    main()
