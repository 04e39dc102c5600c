#!/usr/bin/env python3
"""Checks of the kernels that need no GPU: the rounding of their PTX, registers, spills, and the issue slots of a step.

usage: check_cuda_code.py SOURCE... --nvcc NVCC [--nvdisasm NVDISASM] [--arch 80 90 100] -- FLAG...
Prints a table; the exit code is 1 if a limit is exceeded. All figures are counted in the code, not measured.

The issue slots are those of the launches that runs of some sizes make. A step of the networks is counted on the
shortest path through the loop, plus the branches of outages and possible adoptions as often as warps take them;
divisions of denormal numbers are left out. Everywhere else all branches count.
"""
import argparse
import itertools
import pathlib
import re
import subprocess
import sys
import tempfile

import sass

# The base scenario: 36 steps, 7 report dates of 12 outputs of each network and 7 of the sector.
STEPS, DATES, OUTPUTS, SECTOR_OUTPUTS = 36, 7, 12, 7
BASE, MOST_NETWORKS = (14, 16), (32, 32)  # networks, lanes of a tile
RUNS = {4096: 28.5, 65536: 28, 2000000: 28}  # paths: the most issue slots
LARGE = 65536
# The shares of a warp's steps with an outage and with a possible adoption, as bench/bound.cpp counts them.
OUTAGES, ADOPTIONS = 0.43, 0.09
# cuda/launch.hpp and cuda/kernels.cu.
WARP, THREADS, PATHS_PER_LAUNCH = 32, 128, 65536
COLUMNS, COUNTING_THREADS, COUNTING_PATHS, BINS = 4, 256, 16384, 2051
RESIDENT_WARPS = 132 * 16  # of simulate_networks, H100 SXM
H100_ISSUE_SLOTS_PER_SECOND = 132 * 4 * 1.755e9  # SXM: multiprocessors, schedulers each, boost clock

MOST_REGISTERS, LEAST_BOUND = 128, 33e9
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


def all_branches(blocks, body):
    """Instructions of a loop's body in which every branch is taken: what is rare for one path is often needed by one of
    the 32 in a warp."""
    return sum(len(blocks[i].instructions) for i in body if not sass.is_slow(blocks[i]))


def outside(blocks, loops):
    """Instructions that a warp executes once, and a round of each small loop among them (copying and clearing)."""
    in_loops = set().union(*loops.values())
    reached = sass.shortest_ways(blocks, set(range(len(blocks))), 0)
    once = sum(len(blocks[i].instructions) for i in reached if i not in in_loops)
    small = [body for body in loops.values() if not any(body < other for other in loops.values())
             and not any(blocks[i].count("FFMA") or blocks[i].count("ATOMS") for i in body)]
    return once, sum(sass.shortest_round(blocks, header, body) for header, body in loops.items() if body in small)


def rounded_up(n, divisor):
    return -(-n // divisor) * divisor


class Kernels:
    """The warp instructions of the kernels of a run with a number of networks, part by part."""

    def __init__(self, listing, networks, tile):
        functions = {short_name(name): sass.blocks_of(lines) for name, lines in sass.functions_of(listing).items()}
        self.networks, self.tile = networks, tile
        blocks = functions[f"simulate_networks<{tile}>"]
        loops = sass.loops_of(blocks)
        header, body = loop_with(blocks, loops, "SHFL", "VOTE")
        shortest = sass.shortest_round(blocks, header, body)
        # The branches of an outage and of a possible adoption are the loop's two detours that compute a logarithm or
        # exponentials and neither store nor divide.
        outage, adoption = sorted(
            sass.shortest_round(blocks, header, body, through=i) - shortest for i in body
            if blocks[i].count("FFMA") >= 8 and not blocks[i].count("STG") and not blocks[i].count("MUFU")
            and sass.shortest_round(blocks, header, body, through=i) > shortest)
        self.step = shortest + OUTAGES * outage + ADOPTIONS * adoption
        report = max(body, key=lambda i: blocks[i].count("STG"))
        self.report = sass.shortest_round(blocks, header, body, through=report) - shortest
        outer = min((loop for head, loop in loops.items() if head != header and body < loop), key=len)
        self.ending = all_branches(blocks, outer - body)
        once, a_round = outside(blocks, loops)
        self.networks_warp = once + a_round * rounded_up(STEPS * 2 * tile, THREADS) / THREADS

        blocks = functions["simulate_sectors"]
        loops = sass.loops_of(blocks)
        header, body = loop_with(blocks, loops, "VOTE", "SHFL")
        report = max(body, key=lambda i: blocks[i].count("STG"))
        self.sector_report = (sass.shortest_round(blocks, header, body, through=report)
                              - sass.shortest_round(blocks, header, body))
        self.sector_step = all_branches(blocks, body) - self.sector_report
        self.sector_warp, _ = outside(blocks, loops)
        self.counting = {columns: self.counting_of(functions[f"count_values<{columns}>"], columns)
                         for columns in (1, COLUMNS)}

    @staticmethod
    def counting_of(blocks, columns):
        """Instructions to count a warp's value, and those of a warp besides its values."""
        loops = sass.loops_of(blocks)
        body = max((loop for loop in loops.values() if any(blocks[i].count("ATOMS") for i in loop)), key=len)
        value = sum(len(blocks[i].instructions) for i in body) / sum(blocks[i].count("ATOMS") for i in body)
        once, a_round = outside(blocks, loops)
        return value, once + a_round * rounded_up(columns * BINS / 4, COUNTING_THREADS) / COUNTING_THREADS

    def values_slots(self, paths, columns_in_all, columns, outputs):
        """Counting the outputs of a launch at all report dates."""
        value, warp = self.counting[columns]
        lanes = rounded_up(columns_in_all, columns)
        n_blocks = rounded_up(paths, COUNTING_PATHS) / COUNTING_PATHS * outputs * DATES * lanes / columns
        return value * paths * lanes * outputs * DATES / WARP + warp * n_blocks * COUNTING_THREADS / WARP

    def slots(self, paths):
        """The issue slots of a network-path-step in a run of `paths` paths, by part."""
        n_launches = rounded_up(paths, PATHS_PER_LAUNCH) // PATHS_PER_LAUNCH
        in_launch = rounded_up(paths, n_launches) / n_launches
        groups = rounded_up(in_launch, WARP // self.tile) / (WARP // self.tile)
        warps = min(rounded_up(groups, THREADS // WARP), RESIDENT_WARPS)
        sector_warps = rounded_up(in_launch, THREADS) / WARP
        per_step = paths / n_launches * self.networks * STEPS
        parts = {
            "sectors": sector_warps * (self.sector_step * STEPS + self.sector_report * DATES + self.sector_warp),
            "networks": groups * self.step * STEPS,
            "report dates": groups * self.report * DATES,
            "ends of paths": groups * self.ending,
            "blocks": warps * self.networks_warp,
            "counting of outputs": self.values_slots(in_launch, self.networks, COLUMNS, OUTPUTS)
                                   + self.values_slots(in_launch, 1, 1, SECTOR_OUTPUTS),
        }
        return {part: slots / per_step for part, slots in parts.items()}


def print_slots(listing):
    base, most = Kernels(listing, *BASE), Kernels(listing, *MOST_NETWORKS)
    runs = {f"{paths:,}": base.slots(paths) for paths in RUNS} | {"32 networks": most.slots(LARGE)}
    print(f"\nissue slots of a network-path-step, sm_{SLOTS_ARCH}, {STEPS} months, by paths of a run "
          "(static, not measured)")
    print(f"  {'paths':20}" + "".join(f"{name:>13}" for name in runs))
    for part in next(iter(runs.values())):
        print(f"  {part:20}" + "".join(f"{slots[part]:13.2f}" for slots in runs.values()))
    totals = {name: sum(slots.values()) for name, slots in runs.items()}
    print(f"  {'all':20}" + "".join(f"{total:13.2f}" for total in totals.values()))
    bound = H100_ISSUE_SLOTS_PER_SECOND / totals[f"{LARGE:,}"]
    print(f"H100 SXM, upper bound by issue slots alone, {BASE[0]} networks, {LARGE:,} paths: {bound / 1e9:.1f} G "
          "network-path-steps/s (static, not measured)")
    problems = [f"{totals[f'{paths:,}']:.2f} issue slots with {paths:,} paths (at most {most_slots})"
                for paths, most_slots in RUNS.items() if totals[f"{paths:,}"] > most_slots]
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
