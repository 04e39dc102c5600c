#!/usr/bin/env python3
"""Each kernel object offers one function and shares nothing.

A weak function compiled for AVX-512 could be the copy that the linker keeps for everybody, and stop an older machine.
Usage: check_kernel_objects.py NM OBJECT...
"""
import subprocess
import sys


def problems_of(nm, kernel_object):
    """What is wrong with the symbols of one object."""
    table = subprocess.run([nm, "--defined-only", "--demangle", kernel_object], check=True, capture_output=True, text=True)
    functions, weak = [], []
    for line in table.stdout.splitlines():
        kind, name = line.split(maxsplit=2)[1:]
        if kind == "T":
            functions.append(name)
        elif kind in "WwVv" and not name.startswith("DW.ref."):  # a pointer to the personality routine is data
            weak.append(name)
    if len(functions) != 1:
        yield f"offers {len(functions)} functions instead of one: {', '.join(functions)}"
    for name in weak:
        yield f"has the weak symbol {name}; mark it KS_INLINE or keep it local to the file"


def main():
    nm, *objects = sys.argv[1:]
    if not objects:
        sys.exit("no kernel objects given")
    found = [f"{kernel_object}: {problem}" for kernel_object in objects for problem in problems_of(nm, kernel_object)]
    sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
