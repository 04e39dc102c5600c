#!/usr/bin/env python3
"""Each kernel object exports one function, and no two contain the same weak symbol.

The linker keeps one copy of a weak symbol that several objects contain. If it kept the one compiled for AVX-512, the
program would crash on older machines. Functions instantiated for different lane types have different names.
usage: check_kernel_objects.py NM OBJECT...
"""
import collections
import subprocess
import sys


def functions_of(nm, kernel_object):
    """The names of the functions that an object exports, and of its weak symbols."""
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
        sys.exit("usage: check_kernel_objects.py NM OBJECT...")
    problems, holders = [], collections.defaultdict(list)
    for kernel_object in objects:
        offered, copies = functions_of(nm, kernel_object)
        if len(offered) != 1:
            problems.append(f"{kernel_object} exports {len(offered)} functions instead of one: {', '.join(offered)}")
        for name in copies:
            holders[name].append(kernel_object)
    problems += [f"{name} is in {' and '.join(held_by)}; mark it KS_INLINE or keep it local to the file"
                 for name, held_by in holders.items() if len(held_by) > 1]
    sys.exit("\n".join(problems) or 0)


if __name__ == "__main__":
    main()
