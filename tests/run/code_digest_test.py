#!/usr/bin/env python3
"""The digest of the code changes with every source that determines a tally or a row of a result, and with no other.

usage: code_digest_test.py CMAKE SOURCE_DIR
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# Anything whose change could change an integer of a tally, how many paths a scenario has, or an estimate in its row.
DETERMINING = ["include/killshot/model/share.hpp", "include/killshot/random/philox.hpp",
               "include/killshot/lanes/math.hpp", "include/killshot/tally/histogram.hpp",
               "include/killshot/emission/halving_by_supply.hpp", "src/emission/unlocks.cpp", "src/tables/tables.cpp",
               "src/kernels/statistics.hpp", "src/kernels/avx512.cpp", "src/backend/cpu.cpp", "src/tally/tally.cpp",
               "src/inputs/parameter_rows.cpp", "cuda/networks.cuh", "cuda/kernels.cu", "src/run/stopping.cpp",
               "src/analysis/intervals.cpp", "src/analysis/quantiles.cpp", "src/results/schema/outputs.cpp",
               "src/results/writer.cpp"]
OTHER = ["src/report/text.cpp", "src/cli/run.cpp", "docs/scaling.md", "src/run/shards.cpp"]


def main():
    cmake, source_dir = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="killshot-code-digest-") as name:
        root, header = pathlib.Path(name) / "tree", pathlib.Path(name) / "code_digest.hpp"
        for folder in ("include", "src", "cuda", "cmake", "docs"):
            shutil.copytree(source_dir / folder, root / folder)

        def digest():
            subprocess.run([cmake, f"-DSOURCE_DIR={root}", f"-DOUTPUT={header}", "-P", root / "cmake/CodeDigest.cmake"],
                           check=True)
            return re.search(r'code_digest = "([0-9a-f]{64})"', header.read_text()).group(1)

        first = digest()
        written = header.stat().st_mtime_ns
        assert digest() == first
        assert header.stat().st_mtime_ns == written, "an unchanged header is not rewritten"
        for path in OTHER:
            with (root / path).open("a") as file:
                file.write("// changed\n")
        assert digest() == first, "a file that determines no result changes the digest"
        seen = {first}
        for path in DETERMINING:
            with (root / path).open("a") as file:
                file.write("// changed\n")
            seen.add(digest())
        (root / "src/kernels/another.hpp").write_text("// new\n")
        seen.add(digest())
        assert len(seen) == len(DETERMINING) + 2, "some change leaves the digest as it was"
    print(f"{len(DETERMINING)} sources and a new one change the digest, {len(OTHER)} other files do not")


if __name__ == "__main__":
    main()
