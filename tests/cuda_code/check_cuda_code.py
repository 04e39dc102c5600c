#!/usr/bin/env python3
"""Checks of the kernels that need no GPU: the rounding of their PTX, registers, spills, and the issue slots of a step.

usage: check_cuda_code.py SOURCE... --nvcc NVCC [--nvdisasm NVDISASM] [--arch 80 90 100] -- FLAG...
Prints a table; the exit code is 1 if a limit is exceeded. All figures are counted in the code, not measured.

A step of the networks is counted on the shortest path through the loop: no adoption, no outage, no division of denormal
numbers. The other parts are weighted by how often they occur in the base scenario.
"""
import argparse
import itertools
import pathlib
import re
import subprocess
import sys
import tempfile

import sass

# The base scenario: 36 steps, 7 report dates of 11 outputs, 14 networks on tiles of 16 lanes.
STEPS, DATES, OUTPUTS = 36, 7, 11
BASE, MOST_NETWORKS = (14, 16), (32, 32)  # networks, lanes of a tile
WARP = 32
H100_ISSUE_SLOTS_PER_SECOND = 132 * 4 * 1.755e9  # SXM: multiprocessors, schedulers each, boost clock

MOST_REGISTERS, MOST_SLOTS, LEAST_BOUND = 128, 30.0, 31e9
SLOTS_ARCH = "90"

ROUNDED = re.compile(r"\b(add|sub|mul|fma|mad|div|rcp|sqrt)((?:\.\w+)*)\.f(32|64)\b")


def ptx_problems(ptx):
    """Instructions whose result is not uniquely defined."""
    problems = []
    for match in ROUNDED.finditer(ptx):
        if ".rn" not in match[2]:
            problems.append(f"{match[0]} is not rounded to nearest")
    problems += [f"{match[0]} has no one result" for match in re.finditer(r"\b\w+(?:\.\w+)*\.(approx|ftz|full)\b", ptx)]
    return sorted(set(problems))


def resources_of(ptxas_output):
    """Registers, bytes of spills and bytes of shared memory of each kernel, from ptxas -v."""
    resources, name = {}, None
    for line in ptxas_output.splitlines():
        if match := re.search(r"Compiling entry function '(\S+)'", line):
            name = match[1]
            resources[name] = {}
        elif match := re.search(r"(\d+) bytes spill stores, (\d+) bytes spill loads", line):
            resources[name]["spills"] = int(match[1]) + int(match[2])
        elif match := re.search(r"Used (\d+) registers", line):
            resources[name]["registers"] = int(match[1])
            shared = re.search(r"(\d+) bytes smem", line)
            resources[name]["shared"] = int(shared[1]) if shared else 0
    return resources


def short_name(mangled):
    """_ZN8killshot4cuda8simulateILi16EEEvNS0_6LaunchE is simulate<16>, _ZN8killshot4cuda4packEv is pack."""
    name, rest = mangled, mangled.removeprefix("_ZN")
    while match := re.match(r"\d+", rest):
        end = match.end() + int(match[0])
        name, rest = rest[match.end():end], rest[end:]
    argument = re.match(r"ILi(\d+)E", rest)
    return f"{name}<{argument[1]}>" if argument else name


def loop_with(blocks, loops, has, lacks):
    """The innermost loop that contains one operation and not another and does the arithmetic."""
    def counts(body, operation):
        return sum(blocks[i].count(operation) for i in body)

    found = [(len(body), header) for header, body in loops.items()
             if counts(body, "FFMA") > 50 and counts(body, has) > 0 and counts(body, lacks) == 0]
    if not found:
        sys.exit(f"no loop with {has} and without {lacks}: the disassembly is not as expected")
    header = min(found)[1]
    return header, loops[header]


def slots_of(listing, networks, tile):
    """The issue slots of a network-path-step by part."""
    functions = {short_name(name): sass.blocks_of(lines) for name, lines in sass.functions_of(listing).items()}
    blocks = functions[f"simulate<{tile}>"]
    loops = sass.loops_of(blocks)
    header, body = loop_with(blocks, loops, "SHFL", "VOTE")
    step = sass.shortest_round(blocks, header, body)
    report = max(body, key=lambda i: blocks[i].count("STG"))
    with_report = sass.shortest_round(blocks, header, body, through=report)
    outer = min((loop for head, loop in loops.items() if head != header and body < loop), key=len)
    ending = sum(len(blocks[i].instructions) for i in outer - body if not sass.is_slow(blocks[i]))
    sector_header, sector_body = loop_with(blocks, loops, "VOTE", "SHFL")
    # What is rare for one path is often needed by one of the 32 in a warp, so the whole loop counts.
    sector = sum(len(blocks[i].instructions) for i in sector_body if not sass.is_slow(blocks[i]))

    counting = functions["count_values<4>"]
    counting_loop = max((loop for loop in sass.loops_of(counting).values()
                         if any(counting[i].count("ATOMS") for i in loop)), key=len)
    n_values = sum(counting[i].count("ATOMS") for i in counting_loop)
    counted = sum(len(counting[i].instructions) for i in counting_loop) / n_values

    in_flight = WARP // tile * networks
    return {
        "networks, a step": step / in_flight,
        "report dates": (with_report - step) * DATES / STEPS / in_flight,
        "end of a path": ending / STEPS / in_flight,
        "sector, all branches": sector / (WARP * networks),
        "counting of outputs": counted * OUTPUTS * DATES / STEPS / WARP,
    }


def print_slots(listing):
    slots, of_most = slots_of(listing, *BASE), slots_of(listing, *MOST_NETWORKS)
    total = sum(slots.values())
    print(f"\nissue slots of a network-path-step, sm_{SLOTS_ARCH}, 36 months (static, not measured)")
    print(f"  {'networks':22} {BASE[0]:6} {MOST_NETWORKS[0]:6}")
    for part, count in slots.items():
        print(f"  {part:22} {count:6.2f} {of_most[part]:6.2f}")
    print(f"  {'all':22} {total:6.2f} {sum(of_most.values()):6.2f}")
    bound = H100_ISSUE_SLOTS_PER_SECOND / total
    print(f"H100 SXM, upper bound by issue slots alone, {BASE[0]} networks: {bound / 1e9:.1f} G network-path-steps/s "
          "(static, not measured)")
    problems = []
    if total > MOST_SLOTS:
        problems.append(f"{total:.2f} issue slots (at most {MOST_SLOTS})")
    if bound < LEAST_BOUND:
        problems.append(f"bound {bound / 1e9:.1f} G network-path-steps/s (at least {LEAST_BOUND / 1e9:.0f})")
    return problems


def warps_per_multiprocessor(registers, threads_per_block=128):
    """The number of warps that 65,536 registers allow; they are allocated in units of 256."""
    per_warp = (registers * WARP + 255) // 256 * 256
    warps_per_block = threads_per_block // WARP
    return min(64, 65536 // (per_warp * warps_per_block) * warps_per_block)


def check_ptx(source, arch, arguments, folder):
    """Compiles to PTX and returns its rounding problems."""
    ptx = folder / "kernels.ptx"
    subprocess.run([arguments.nvcc, *arguments.flags, "-ptx", f"-arch=compute_{arch}", source, "-o", str(ptx)],
                   check=True)
    return ptx_problems(ptx.read_text("utf-8"))


def check_arch(source, arch, arguments, folder):
    """Compiles for one kind of card, prints what its kernels use, and returns problems and the cubin."""
    cubin = folder / f"{pathlib.Path(source).stem}.sm_{arch}.cubin"
    compiled = subprocess.run([arguments.nvcc, *arguments.flags, "-cubin", f"-arch=sm_{arch}", "-Xptxas=-v", source,
                               "-o", str(cubin)], capture_output=True, text=True, check=False)
    if compiled.returncode != 0:
        sys.exit(compiled.stderr)
    problems = []
    for mangled, used in sorted(resources_of(compiled.stdout + compiled.stderr).items()):
        name, warps = short_name(mangled), warps_per_multiprocessor(used["registers"])
        print(f"sm_{arch:4} {name:18} {used['registers']:9} {used['spills']:12} {used['shared']:13} {warps:6} of 64")
        if used["spills"]:
            problems.append(f"{name} spills {used['spills']} bytes on sm_{arch}")
        if used["registers"] > MOST_REGISTERS:
            problems.append(f"{name} uses {used['registers']} registers on sm_{arch} (at most {MOST_REGISTERS})")
    return problems, cubin


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--nvcc", required=True)
    parser.add_argument("--nvdisasm", default="")
    parser.add_argument("--arch", nargs="+", default=["80", "90", "100"])
    own, _, flags = " ".join(sys.argv[1:]).partition(" -- ")
    arguments = parser.parse_args(own.split(), argparse.Namespace(flags=flags.split()))
    problems = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        listing = ""
        for source in arguments.sources:
            problems += check_ptx(source, arguments.arch[0], arguments, folder)
        print(f"{'card':7} {'kernel':18} {'registers':>9} {'spills, B':>12} {'shared, B':>13} {'warps':>12}")
        for arch, source in itertools.product(arguments.arch, arguments.sources):
            found, cubin = check_arch(source, arch, arguments, folder)
            problems += found
            if arch == SLOTS_ARCH and arguments.nvdisasm:
                listing += subprocess.run([arguments.nvdisasm, "-c", str(cubin)], capture_output=True, text=True,
                                          check=True).stdout
        if arguments.nvdisasm:
            problems += print_slots(listing)
        else:
            print("issue slots were not counted: nvdisasm is missing (scripts/setup-cuda.sh installs it)")
    for problem in problems:
        print(f"check_cuda_code: {problem}", file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
