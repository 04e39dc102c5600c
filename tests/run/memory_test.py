#!/usr/bin/env python3
"""The memory of a run does not grow with the number of its scenarios.

usage: memory_test.py KILLSHOT
"""
import os
import pathlib
import subprocess
import sys
import tempfile

from runs import write_scenarios

PATHS = 64
FEW, MANY = 1200, 2400  # from 1,200 scenarios on, as many bytes wait for the next shard as ever will
# The additional scenarios may take incomplete HDF5 chunks, names and keys; their encoded tallies would be 134 MB.
MOST_MORE_MB, MOST_MB = 60, 1024


def peak_mb(killshot, folder, n_scenarios):
    file = write_scenarios(folder, n_scenarios, PATHS)
    process = subprocess.Popen([killshot, "run", file, "-o", folder / f"{n_scenarios}.h5", "--quiet", "--threads", "2"],
                               stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, f"exit status {status}"
    return usage.ru_maxrss / 1024


def main():
    with tempfile.TemporaryDirectory(prefix="killshot-memory-") as folder:
        few, many = (peak_mb(sys.argv[1], pathlib.Path(folder), n) for n in (FEW, MANY))
    print(f"{few:.0f} MB for {FEW} scenarios, {many:.0f} MB for {MANY}")
    assert many < few + MOST_MORE_MB, "memory grows with the scenarios"
    assert many < MOST_MB


if __name__ == "__main__":
    main()
