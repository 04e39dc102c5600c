"""What the tests of runs share: scenario files, runs of the program, and comparisons of their results."""
import pathlib
import subprocess
import sys
import time

import h5py
import numpy

ROOT = pathlib.Path(__file__).resolve().parents[2]
PART = ".killshot-part"
MPI_ARGUMENTS = ["--allow-run-as-root", "--oversubscribe", "--bind-to", "none", "-n", "2"]
DIFFER_IN_EVERY_RUN = {"timing", "provenance"}  # groups


def write_scenarios(folder, n_scenarios, n_paths, one_network=False, mixed_paths=False):
    """A scenario file with n_scenarios of n_paths each, or up to twice as many where they are mixed."""
    file = folder / "scenarios.toml"
    lines = [f'base = "{ROOT}/scenarios/base.toml"', "[run]", f"paths = {n_paths}"]
    if one_network:
        if not (folder / "networks").exists():
            (folder / "networks").symlink_to(ROOT / "scenarios/networks")
        lines.append('networks = ["render"]')
    rates = [f"{0.1 + 0.5 * n / n_scenarios:.6f}" for n in range(n_scenarios)]
    if mixed_paths:
        for n, rate in enumerate(rates):
            lines += ["[[scenario]]", f'name = "s{n}"', f"sector.cut_rate = {rate}",
                      f"run.paths = {n_paths + n * n_paths // n_scenarios}"]
    else:
        lines += ["[[axis]]", 'key = "sector.cut_rate"', f"values = [{', '.join(rates)}]"]
    file.write_text("\n".join(lines) + "\n")
    return file


def command(killshot, arguments, mpirun=None):
    beliefs = [] if {"--beliefs", "--slice"} & set(arguments) else ["--beliefs", "0"]
    return [*([mpirun, *MPI_ARGUMENTS] if mpirun else []), killshot, "run", *beliefs, *map(str, arguments)]


def run(killshot, arguments, mpirun=None, **options):
    return subprocess.run(command(killshot, arguments, mpirun), capture_output=True, text=True, timeout=300, **options)


def start(killshot, arguments, mpirun=None):
    return subprocess.Popen(command(killshot, arguments, mpirun), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                            text=True)


def wait_until(condition, seconds=240):  # a busy machine gives a slow run little time
    begin = time.monotonic()
    while not condition():
        assert time.monotonic() < begin + seconds, f"nothing has happened for {seconds} s"
        time.sleep(0.01)


def ranks_of(mpirun_pid):
    """Process ids of the ranks that an mpirun has started; none while it is starting."""
    children = pathlib.Path(f"/proc/{mpirun_pid}/task/{mpirun_pid}/children")
    return [int(pid) for pid in children.read_text().split()] if children.exists() else []


def digest(outcome):
    assert outcome.returncode == 0, f"exit code {outcome.returncode}: {outcome.stderr}"
    return next(line for line in outcome.stdout.splitlines() if line.startswith("digest ")).split()[1]


def digest_in(file):
    with h5py.File(file) as result:
        found = result.attrs["digest"]
    return found.decode() if isinstance(found, bytes) else found


def shards_of(result):
    folder = result.with_name(result.name + ".shards")
    return sorted(folder.glob("*.shard")) if folder.exists() else []


def leftovers(folder):
    """Parts anywhere in the folder, and folders of shards that hold none."""
    empty = [path for path in folder.rglob("*.shards") if path.is_dir() and not any(path.iterdir())]
    return [path.relative_to(folder).as_posix() for path in [*folder.rglob(f"*{PART}"), *empty]]


def variables_of(file):
    names = []
    file.visititems(lambda name, item: names.append(name) if isinstance(item, h5py.Dataset) else None)
    return names


def compare(a, b):
    """How many variables of two results are equal; raises where one is not."""
    n_equal = 0
    with h5py.File(a) as left, h5py.File(b) as right:
        assert variables_of(left) == variables_of(right), "the files hold other variables"
        for name in variables_of(left):
            if name.split("/")[0] in DIFFER_IN_EVERY_RUN:
                continue
            x, y = left[name][()], right[name][()]
            assert numpy.array_equal(x, y, equal_nan=x.dtype.kind == "f"), f"{name} differs"
            n_equal += 1
        assert left.attrs["digest"] == right.attrs["digest"]
    return n_equal


def main_with(usage, least, most):
    """The arguments of a test program; ends it with its usage where their number is wrong."""
    if not least <= len(sys.argv) - 1 <= most:
        sys.exit(usage)
    return sys.argv[1:] + [None] * (most - len(sys.argv) + 1)
