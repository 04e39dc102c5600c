#!/usr/bin/env python3
"""Two runs with the same output: one of them writes it, the other fails with a message, and no file is mixed up.

usage: races_test.py KILLSHOT REPEATS
"""
import pathlib
import random
import subprocess
import tempfile
import time

from runs import command, digest_in, leftovers, main_with


def race(killshot, output, further):
    """Two runs of other seeds, started almost at once: exit codes, digests of those that succeed, and messages."""
    processes = []
    for seed in (1, 2):
        arguments = ["--paths", "2000", "--seed", seed, "--threads", "1", "-o", output, "--quiet", *further]
        processes.append(subprocess.Popen(command(killshot, arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                          text=True))
        time.sleep(random.random() * 0.02)
    texts = [process.communicate(timeout=120) for process in processes]
    codes = [process.returncode for process in processes]
    digests = [out.split()[1] if code == 0 else None for code, (out, _) in zip(codes, texts)]
    return codes, digests, [err for _, err in texts]


def main():
    killshot, repeats = main_with(__doc__, 2, 2)
    n_refused = {"another run is writing it": 0, "exists already": 0, "it exists already": 0}
    with tempfile.TemporaryDirectory(prefix="killshot-races-") as name:
        folder = pathlib.Path(name)
        output = folder / "same.h5"
        for _ in range(int(repeats)):
            codes, digests, messages = race(killshot, output, [])
            assert sorted(codes) == [0, 1], (codes, messages)
            winner, loser = codes.index(0), codes.index(1)
            assert digest_in(output) == digests[winner], "the file holds the other run's result"
            reason = next(text for text in n_refused if text in messages[loser])
            n_refused[reason] += 1

            # Both may replace a result, one after the other, but not at the same time.
            codes, digests, messages = race(killshot, output, ["--force"])
            assert set(codes) <= {0, 1} and 0 in codes, (codes, messages)
            assert digest_in(output) in digests, "the file holds no run's result"
            assert not leftovers(folder), leftovers(folder)
            output.unlink()
    print(f"{repeats} pairs without --force and as many with it: {n_refused}")


if __name__ == "__main__":
    main()
