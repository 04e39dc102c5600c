#!/usr/bin/env python3
"""Slices that independent processes run are merged into the file of one run.

usage: merge_test.py KILLSHOT
"""
import pathlib
import subprocess
import tempfile

from runs import ROOT, command, compare, digest, leftovers, main_with, run, write_scenarios

N_SLICES = 4


def main():
    [killshot] = main_with(__doc__, 1, 1)
    with tempfile.TemporaryDirectory(prefix="killshot-merge-") as name:
        folder = pathlib.Path(name)
        batch = write_scenarios(folder, 6, 500)
        few = ["--beliefs", "30", "--belief-paths", "64"]
        for case, arguments, of_result in [
                ("a single scenario", [ROOT / "scenarios/base.toml", "--paths", "5000", "--seed", "7"], few),
                ("a what-if", [ROOT / "scenarios/base.toml", "--paths", "1000", "--set", "sector.cut_rate=0.8"], few),
                ("a batch", [batch], []), ("few outputs", [batch, "--outputs", "kills"], [])]:
            one, merged = folder / "one.h5", folder / "merged.h5"
            expected = digest(run(killshot, [*arguments, *of_result, "-o", one, "--quiet", "--force"]))
            slices = [folder / f"{n}of{N_SLICES}.slice" for n in range(1, N_SLICES + 1)]
            at_once = [subprocess.Popen(command(killshot, [*arguments, "--slice", f"{n}/{N_SLICES}", "-o", file,
                                                           "--force", "--quiet"]), stdout=subprocess.DEVNULL)
                       for n, file in enumerate(slices, start=1)]
            for process in at_once:
                assert process.wait(timeout=120) == 0, case
            outcome = subprocess.run([killshot, "merge", *slices, *of_result, "-o", merged, "--quiet", "--force"],
                                     capture_output=True, text=True, timeout=120)
            assert digest(outcome) == expected, f"{case}: {outcome.stdout} instead of {expected}"
            print(f"{case}: {expected} from {N_SLICES} slices, {compare(one, merged)} variables equal")

        grid = folder / "grid.toml"  # its second scenario contradicts itself
        grid.write_text(f'base = "{ROOT}/scenarios/base.toml"\n[[axis]]\nkey = "sector.list_floor"\n'
                        'values = [0.8, 9, 0.7]\n')
        one, merged = folder / "grid_one.h5", folder / "grid.h5"
        arguments = [grid, "--paths", "64", "--on-error", "continue"]
        assert run(killshot, [*arguments, "-o", one]).returncode == 3
        parts = [folder / f"grid.{n}of2.slice" for n in (1, 2)]
        codes = [run(killshot, [*arguments, "--slice", f"{n}/2", "-o", file]).returncode
                 for n, file in enumerate(parts, start=1)]
        assert codes == [0, 3], codes
        outcome = subprocess.run([killshot, "merge", *parts, "-o", merged], capture_output=True, text=True)
        assert outcome.returncode == 3 and "scenario sector.list_floor=9 was not run" in outcome.stderr, outcome.stderr
        print(f"a scenario that cannot be run: {compare(one, merged)} variables equal")

        for arguments, complaint in [(slices[:3], f"slice 4/{N_SLICES} is missing"),
                                     ([*slices[:3], one], "one.h5: is not a slice of a run")]:
            refused = subprocess.run([killshot, "merge", *arguments, "-o", folder / "no.h5"], capture_output=True,
                                     text=True)
            assert refused.returncode == 1 and complaint in refused.stderr, refused.stderr
        shown = subprocess.run([killshot, "show", slices[0]], capture_output=True, text=True)
        assert shown.returncode == 1 and "killshot merge makes a result of all slices" in shown.stderr, shown.stderr
        batch.write_text(batch.read_text() + "[sector]\nlist_floor = 0.7\n")
        changed = subprocess.run([killshot, "merge", *slices, "-o", folder / "no.h5"], capture_output=True, text=True)
        assert changed.returncode == 1 and "scenarios.toml: has other inputs than" in changed.stderr, changed.stderr
        assert not leftovers(folder), leftovers(folder)


if __name__ == "__main__":
    main()
