#!/usr/bin/env python3
"""The batch scripts for Slurm, with a stand-in for srun that starts the tasks of a step here, give the result of one
run; submitted again, they do only what is missing.

usage: slurm_test.py KILLSHOT
"""
import os
import pathlib
import subprocess
import tempfile

from runs import ROOT, compare, digest, main_with, run

SRUN = """#!/usr/bin/env bash
while [[ $1 == --* ]]; do shift; done
tasks=()
for ((n = 0; n < SLURM_NTASKS; n++)); do
    SLURM_PROCID=$n SLURM_LOCALID=$((n % 2)) "$@" &
    tasks+=($!)
done
for task in "${tasks[@]}"; do wait "$task" || exit 1; done
"""


def main():
    [killshot] = main_with(__doc__, 1, 1)
    scenario = ROOT / "scenarios/base.toml"
    with tempfile.TemporaryDirectory(prefix="killshot-slurm-") as name:
        folder = pathlib.Path(name)
        (folder / "srun").write_text(SRUN)
        (folder / "srun").chmod(0o755)
        common = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}",
                  "KILLSHOT": str(pathlib.Path(killshot).resolve()), "SLURM_CPUS_PER_TASK": "1"}

        def submit(script, *arguments, **environment):
            done = subprocess.run(["bash", ROOT / "scripts/slurm" / script, *map(str, arguments)], cwd=folder,
                                  env={**common, **environment}, capture_output=True, text=True, timeout=300)
            assert done.returncode == 0, f"{script}: {done.stderr}"
            return done

        one = folder / "one.h5"
        run(killshot, [scenario, "--paths", "3000", "-o", one, "--quiet", "--beliefs", "1024"])
        expected = digest(submit("run.sbatch", scenario, "all.h5", "--paths", "3000", SLURM_NTASKS="3"))
        print(f"run.sbatch: {expected}, {compare(one, folder / 'all.h5')} variables equal")

        (folder / "all.h5").unlink()
        (folder / "all.2of3.slice").unlink()
        kept = (folder / "all.1of3.slice").stat().st_mtime_ns
        again = digest(submit("run.sbatch", scenario, "all.h5", "--paths", "3000", SLURM_NTASKS="3"))
        assert again == expected
        assert (folder / "all.1of3.slice").stat().st_mtime_ns == kept, "a finished slice was run again"

        for number in "12":
            submit("array.sbatch", scenario, "array.h5", "--paths", "3000", SLURM_ARRAY_TASK_ID=number,
                   SLURM_ARRAY_TASK_COUNT="2")
        merged = subprocess.run([killshot, "merge", *folder.glob("array.*of2.slice"), "-o", folder / "array.h5",
                                 "--quiet"], capture_output=True, text=True)
        assert digest(merged) == expected
        print(f"array.sbatch: {compare(one, folder / 'array.h5')} variables equal")


if __name__ == "__main__":
    main()
