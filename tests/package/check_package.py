#!/usr/bin/env python3
"""Unpacks the archive into an empty root folder that has glibc and nothing else, and runs the program there.

usage: check_package.py ARCHIVE PROGRAM      PROGRAM: the same build outside the archive, to compare digests
Skipped (exit code 77) if neither root nor user namespaces allow a chroot.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

SKIPPED = 77
GLIBC = {"linux-vdso.so.1", "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1",
         "ld-linux-x86-64.so.2"}
EXPECTED = ("killshot", "LICENSE", "README.md", "CONTRIBUTING.md", "docs/gpu.md", "docs/images/verdict.png",
            "scenarios/base.toml", "scenarios/networks/akash.toml", "licences/libhdf5-dev.txt",
            "scripts/slurm/run.sbatch", "scripts/slurm/array.sbatch", "share/killshot.bash", "share/_killshot",
            "share/killshot.1")


def libraries_of(program):
    """Name of each shared library -> its path."""
    listing = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    found = {}
    for line in listing.splitlines():
        words = line.split()
        path = next((word for word in words if word.startswith("/")), None)
        found[pathlib.PurePath(words[0]).name] = path
    return found


def newest_glibc_of(program):
    symbols = subprocess.run(["objdump", "-T", program], capture_output=True, text=True, check=True).stdout
    versions = {tuple(map(int, version.split("."))) for version in re.findall(r"GLIBC_(\d+\.\d+)", symbols)}
    return ".".join(map(str, max(versions)))


def chroot_command():
    for command in ([], ["unshare", "--map-root-user"]):
        tried = subprocess.run([*command, "chroot", "/", "true"], capture_output=True, check=False)
        if tried.returncode == 0:
            return [*command, "chroot"]
    print("skipped: chroot is not possible (neither root nor user namespaces)")
    sys.exit(SKIPPED)


def digest_of(output):
    return re.search(r"^digest (\w+)$", output, flags=re.MULTILINE)[1]


def main():
    archive, program = map(pathlib.Path, sys.argv[1:3])
    chroot = chroot_command()
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        with tarfile.open(archive) as tar:
            tar.extractall(root)
        home = root / archive.name.removesuffix(".tar.gz")
        missing = [name for name in EXPECTED if not (home / name).is_file()]
        libraries = libraries_of(home / "killshot")
        foreign = sorted(set(libraries) - GLIBC)
        if missing or foreign:
            sys.exit(f"{archive.name}: these files are missing: {missing}; these libraries are linked dynamically "
                     f"although they are not part of glibc: {foreign}")
        for path in filter(None, libraries.values()):
            to = root / path.lstrip("/")
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, to)

        def run(*arguments):
            return subprocess.run([*chroot, str(root), f"/{home.name}/killshot", *arguments],
                                  capture_output=True, text=True, check=True).stdout

        scenario = f"/{home.name}/scenarios/base.toml"
        print(run("devices"))
        inside = digest_of(run("run", scenario, "--paths", "500", "--beliefs", "0", "--quiet", "-o", "/base.h5"))
        if "Bittensor" not in run("show", "/base.h5"):
            sys.exit("the result cannot be shown")
        outside_file = root / "outside.h5"
        outside = digest_of(subprocess.run(
            [program, "run", home / "scenarios/base.toml", "--paths", "500", "--beliefs", "0", "--quiet",
             "-o", outside_file],
            capture_output=True, text=True, check=True, env={**os.environ, "CUDA_VISIBLE_DEVICES": ""}).stdout)
        if inside != outside:
            sys.exit(f"the digest is {inside} in the archive and {outside} outside")
        size = archive.stat().st_size / 1e6
        print(f"{archive.name}: {size:.1f} MB, needs glibc {newest_glibc_of(home / 'killshot')}")


if __name__ == "__main__":
    main()
