#!/usr/bin/env python3
"""Each kernel object offers one function, and no two share one.

A function that several objects hold (a weak symbol) is linked once: compiled for AVX-512, it could be the copy that all
use, and stop an older machine. What is named after a lane type of its own is shared with nobody.
Usage: check_kernel_objects.py NM OBJECT...
"""
import collections
import subprocess
import sys


def functions_of(nm, kernel_object):
    """Names of the functions that one object offers to all, and of those that it holds a copy of."""
    listing = [nm, "--defined-only", "--demangle", kernel_object]
    table = subprocess.run(listing, check=True, capture_output=True, text=True)
    offered, copies = set(), set()
    for line in table.stdout.splitlines():
        kind, name = line.split(maxsplit=2)[1:]
        if kind == "T":
            offered.add(name)
        elif kind == "W":
            copies.add(name)
    return offered, copies


def main():
    nm, *objects = sys.argv[1:]
    if len(objects) < 2:
        sys.exit("give the kernel objects")
    problems, holders = [], collections.defaultdict(list)
    for kernel_object in objects:
        offered, copies = functions_of(nm, kernel_object)
        if len(offered) != 1:
            problems.append(f"{kernel_object} offers {len(offered)} functions instead of one: {', '.join(offered)}")
        for name in copies:
            holders[name].append(kernel_object)
    problems += [f"{name} is in {' and '.join(held_by)}; mark it KS_INLINE or keep it local to the file"
                 for name, held_by in holders.items() if len(held_by) > 1]
    sys.exit("\n".join(problems) or 0)


if __name__ == "__main__":
    main()
