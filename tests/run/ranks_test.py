#!/usr/bin/env python3
"""Ranks give what one process gives, and one error ends all of them.

usage: ranks_test.py KILLSHOT MPIRUN
"""
import os
import pathlib
import shutil
import signal
import tempfile

from runs import PART, ROOT, compare, digest, leftovers, main_with, ranks_of, run, start, wait_until, write_scenarios


def main():
    killshot, mpirun = main_with(__doc__, 2, 2)
    with tempfile.TemporaryDirectory(prefix="killshot-ranks-") as name:
        folder = pathlib.Path(name)
        for case, n_scenarios, n_paths, further in [("scenarios", 6, 1000, []), ("slices", 1, 300_000, []),
                                                    ("rounds", 2, 300_000, ["--target-se", "0.0015"]),
                                                    ("beliefs", 1, 1000, ["--beliefs", "101", "--belief-paths", "64"])]:
            file = write_scenarios(folder, n_scenarios, n_paths, one_network=n_paths > 100_000)
            one, two = folder / f"{case}_one.h5", folder / f"{case}_two.h5"
            expected = digest(run(killshot, [file, "-o", one, "--quiet", *further]))
            outcome = run(killshot, [file, "-o", two, "--quiet", "--threads", "1", *further], mpirun)
            assert digest(outcome) == expected, f"{outcome.stdout} instead of {expected}"
            assert outcome.stdout.count("digest ") == 1, "only rank 0 speaks"
            print(f"{case}: {expected} with 1 process and with 2 ranks, {compare(one, two)} variables equal")

        (folder / "grid.toml").write_text(f'base = "{ROOT}/scenarios/base.toml"\n[[axis]]\n'
                                          'key = "sector.list_floor"\nvalues = [0.8, 9, 0.7]\n')
        wrong = run(killshot, [folder / "grid.toml", "--paths", "64", "-o", folder / "a.h5"], mpirun)
        assert wrong.returncode != 0 and "scenario sector.list_floor=9: " in wrong.stderr, wrong.stderr
        shutil.rmtree(folder / "a.h5.shards", ignore_errors=True)

        wrong = run(killshot, ["nowhere.toml", "-o", folder / "a.h5"], mpirun)
        assert wrong.returncode != 0 and "nowhere.toml" in wrong.stderr, wrong.stderr

        file = write_scenarios(folder, 8, 30_000)
        broken = folder / "broken.h5"
        for what in ("rank 1 is killed", "mpirun is terminated"):
            process = start(killshot, [file, "-o", broken, "--quiet", "--threads", "1", "--isa", "scalar"], mpirun)
            wait_until(broken.with_name(broken.name + PART).exists)
            if what == "rank 1 is killed":
                os.kill(ranks_of(process.pid)[1], signal.SIGKILL)
            else:
                process.terminate()
            process.communicate(timeout=60)
            assert process.returncode != 0
            assert not leftovers(folder), f"{what}: {leftovers(folder)}"
            print(f"{what}: the run ends with status {process.returncode} and leaves no part")


if __name__ == "__main__":
    main()
