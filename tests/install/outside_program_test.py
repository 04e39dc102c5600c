#!/usr/bin/env python3
"""Installs killshot, builds program.cpp against it with find_package(killshot), and compares its P(kill) with that of
`killshot run`. The installed program finds its scenarios from any folder, and shells and man find their pages.

usage: outside_program_test.py CMAKE BUILD_FOLDER COMPILER KILLSHOT SCENARIO
"""
import json
import pathlib
import subprocess
import sys
import tempfile

PATHS = "2000"
PROJECT = """cmake_minimum_required(VERSION 3.25)
project(outside LANGUAGES CXX)
find_package(killshot REQUIRED)
add_executable(program program.cpp)
target_link_libraries(program PRIVATE killshot::killshot)
"""


def output_of(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]} exited with {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def main():
    cmake, build, compiler, killshot, scenario = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="killshot-install-") as text:
        folder = pathlib.Path(text)
        prefix, source = folder / "prefix", folder / "source"
        output_of(cmake, "--install", build, "--prefix", prefix)
        for page in ("bash-completion/completions/killshot", "zsh/site-functions/_killshot", "man/man1/killshot.1"):
            if not (prefix / "share" / page).stat().st_size > 0:
                sys.exit(f"{page} is empty")
        valid = subprocess.run([prefix / "bin/killshot", "validate", "price_war"], capture_output=True, text=True,
                               cwd=folder)
        if not valid.stdout.startswith("price_war is valid: 14 networks"):
            sys.exit(f"the installed program does not find its scenarios: {valid.stdout}{valid.stderr}")
        source.mkdir()
        (source / "CMakeLists.txt").write_text(PROJECT)
        program = pathlib.Path(__file__).with_name("program.cpp").read_text()
        (source / "program.cpp").write_text(program)
        output_of(cmake, "-S", source, "-B", folder / "build", "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}",
                  f"-DCMAKE_CXX_COMPILER={compiler}", "-DCMAKE_BUILD_TYPE=Release")
        output_of(cmake, "--build", folder / "build")
        ours = json.loads(output_of(folder / "build/program", scenario, PATHS))

        result = folder / "base.h5"
        for executable in (killshot, prefix / "bin/killshot"):
            output_of(executable, "run", scenario, "--paths", PATHS, "--beliefs", "0", "--quiet", "-o", result)
            shown = json.loads(output_of(killshot, "show", result, "--json"))
            theirs = {network["key"]: network["p_kill"] for network in shown["networks"]}
            if len(theirs) != 14 or set(ours) != set(theirs):
                sys.exit(f"networks differ: {sorted(ours)} and {sorted(theirs)}")
            for key, (hits, estimate, low, high) in ours.items():
                expected = theirs[key]
                if [hits, estimate, low, high] != [expected[part] for part in ("hits", "estimate", "low", "high")]:
                    sys.exit(f"{key}: the program says {[hits, estimate, low, high]}, `killshot run` {expected}")
            result = folder / "again.h5"
        print(f"{len(ours)} networks agree")


if __name__ == "__main__":
    main()
