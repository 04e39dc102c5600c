#!/usr/bin/env python3
"""Mutation test of the equations: makes one change at a time and checks that a test fails.

Mutants of include/killshot/model, include/killshot/emission and src/emission: + and - swapped, < and >, <= and >=, or a
clamp (min, max, clip, clamp) removed. A mutant precedes the sources on the include path; the test sources are compiled
with it and run one by one, starting with the closest, until one fails. The working tree is not changed.

Fails if less than 95% are killed, if a survivor is not listed with its reason in tests/mutation/survivors.md, or, after
a full run, if a listed survivor was killed. Needs a configured build, which it brings up to date first.
"""
import argparse
import collections
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading

from cpp_text import blank_comments

ROOT = pathlib.Path(__file__).resolve().parents[1]
MUTATED = ("include/killshot/model", "include/killshot/emission", "src/emission")
PROGRAMS = ("model_test", "emission_test", "tables_test")
# The sources of killshot_core that include mutated code and are reached by these programs.
REBUILT = ("src/emission/", "src/tables/", "src/reference/trace.cpp")
LISTED = ROOT / "tests/mutation/survivors.md"
LEAST_KILLED = 0.95
SECONDS_PER_RUN = 120

SWAPS = {"+": "-", "-": "+", "+=": "-=", "-=": "+=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
# Binary operators: clang-format puts a space on both sides of them, and on at most one side of every other + - < >.
OPERATOR = re.compile(r"(?<=[^\s] )(\+=|-=|<=|>=|\+|-|<|>)(?=\s)")
CLAMP = re.compile(r"(?<![\w.])(?:std::)?(min|max|clip|clamp)(?:<[\w:]+>)?\(")
# A bound is a number, possibly converted to a type: 0.0, R(-0.5F), I(1).
BOUND = re.compile(r"(?:\w+\()?-?[\d.][\w.+-]*\)?")


@dataclasses.dataclass(frozen=True)
class Mutant:
    file: str
    begin: int
    end: int
    replacement: str
    line: int
    before: str  # the line as it is
    after: str   # the line as the mutant has it

    def apply(self, text):
        return text[:self.begin] + self.replacement + text[self.end:]

    def key(self):
        return self.file, self.before, self.after


# --- mutants ---------------------------------------------------------------------------------------------------------

def arguments_of(code, opening):
    """The spans of the arguments of a call whose parenthesis opens at `opening`, and the position where it closes."""
    depth, begin, spans = 0, opening + 1, []
    for position in range(opening, len(code)):
        character = code[position]
        if character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
            if depth == 0:
                return spans + [(begin, position)], position
        elif character == "," and depth == 1:
            spans.append((begin, position))
            begin = position + 1
    raise ValueError("unbalanced parentheses")


def changes_of(text):
    """(begin, end, replacement) of every mutant of a source text."""
    code = blank_comments(text)
    # A static_assert is not part of an equation.
    code = re.sub(r"static_assert\(.*?\);", lambda match: re.sub(r"[^\n]", " ", match.group()), code, flags=re.DOTALL)
    for match in OPERATOR.finditer(code):
        yield *match.span(1), SWAPS[match.group(1)]
    for match in CLAMP.finditer(code):
        spans, closing = arguments_of(code, match.end() - 1)
        values = [text[begin:end].strip() for begin, end in spans]
        kept = next((value for value in values if not BOUND.fullmatch(value)), values[0])
        yield match.start(), closing + 1, kept


def mutants_of(file, text):
    for begin, end, replacement in sorted(set(changes_of(text))):
        first = text.rfind("\n", 0, begin) + 1
        last = text.find("\n", end)
        before = " ".join(text[first:last].split())
        after = " ".join((text[first:begin] + replacement + text[end:last]).split())
        yield Mutant(file, begin, end, replacement, text.count("\n", 0, begin) + 1, before, after)


def all_mutants():
    for folder in MUTATED:
        for path in sorted((ROOT / folder).rglob("*.?pp")):
            file = path.relative_to(ROOT).as_posix()
            yield from mutants_of(file, path.read_text("utf-8"))


# --- building and running --------------------------------------------------------------------------------------------

@dataclasses.dataclass
class Unit:
    """One source file: the command that compiles it, and the files that it includes."""
    source: str
    compiler: list
    reads: set
    program: str = ""


class Bench:
    """Compiles and runs the tests with one mutant at a time, using a finished build."""

    def __init__(self, build, scratch):
        self.build, self.scratch = build, scratch
        self.reads = self.read_dependencies()
        self.tests, self.core, self.support, self.links = [], [], collections.defaultdict(list), {}
        for entry in json.loads((build / "compile_commands.json").read_text()):
            if not pathlib.Path(entry["file"]).is_relative_to(build):
                self.add_unit(entry)
        for program in {unit.program for unit in self.tests}:
            self.links[program] = self.link_command(program)
        self.kills = collections.Counter()
        self.lock = threading.Lock()

    def read_dependencies(self):
        """Object file -> the project's files that it was compiled from."""
        reads, target = {}, None
        for line in self.ninja("deps").splitlines():
            if line and not line[0].isspace():
                target = reads.setdefault(line.split(":")[0], set())
            elif line.strip():
                path = pathlib.Path(os.path.normpath(self.build / line.strip()))
                if path.is_relative_to(ROOT):
                    target.add(path.relative_to(ROOT).as_posix())
        return reads

    def ninja(self, *tool):
        command = ["ninja", "-C", self.build, "-t", *tool]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def add_unit(self, entry):
        words = shlex.split(entry["command"])
        output = words[words.index("-o") + 1]
        source = pathlib.Path(entry["file"]).relative_to(ROOT).as_posix()
        # The build's precompiled headers have another optimisation level; precompile() makes new ones.
        flags, dropped = [], {"-o": 2, "-c": 1, "-include": 2, entry["file"]: 1}
        while words:
            n_dropped = dropped.get(words[0], 1 if re.match(r"-(O|g|W|std=)", words[0]) else 0)
            flags += words[:1] if n_dropped == 0 else []
            del words[:max(n_dropped, 1)]
        unit = Unit(source, [*flags[:1], "-std=c++20", "-O0", "-w", *flags[1:]], self.reads.get(output, set()))
        program = re.search(r"CMakeFiles/(\w+)\.dir/", output).group(1)
        if program in PROGRAMS:
            unit.program = program
            (self.tests if source.endswith("_test.cpp") else self.support[program]).append(unit)
        elif program == "killshot_core" and source.startswith(REBUILT):
            self.core.append(unit)

    def link_command(self, program):
        """The build's link command without the objects and the output."""
        line = next(part for command in self.ninja("commands", program).splitlines() for part in command.split(" && ")
                    if re.search(rf"-o \S*\b{program}\b", part) and " -c " not in part)
        words = shlex.split(line)
        output = words.index("-o")
        del words[output:output + 2]
        return [word for word in words if not word.endswith(".o")]

    def precompile(self):
        """Precompiles the large headers of the tests."""
        header = self.scratch / "heavy.hpp"
        header.write_text("#include <gmock/gmock.h>\n#include <gtest/gtest.h>\n#include <nlohmann/json.hpp>\n")
        for unit in self.tests:
            own = self.scratch / unit.program / "heavy.hpp"
            if not own.exists():
                own.parent.mkdir()
                shutil.copy(header, own)
                subprocess.run([*unit.compiler, "-x", "c++-header", "-c", own, "-o", f"{own}.gch"], check=True)
            unit.compiler += ["-include", str(own)]

    def compile(self, unit, folder, mutated=None):
        """(object, None), or (None, the compiler's errors)."""
        source = ROOT / unit.source
        flags = []
        if mutated is not None:
            flags = ["-I", str(folder / "include")]
            if unit.source == mutated:
                flags += ["-I", str(source.parent)]
                source = folder / mutated
        target = folder / (unit.source.replace("/", "_") + ".o")
        command = [unit.compiler[0], *flags, *unit.compiler[1:], "-c", str(source), "-o", str(target)]
        done = subprocess.run(command, cwd=self.build, capture_output=True, text=True)
        return (target, None) if done.returncode == 0 else (None, done.stderr)

    def run(self, unit, objects, folder):
        """True if the tests of one source file pass."""
        program = folder / "a.out"
        link = self.links[unit.program]
        subprocess.run([link[0], *map(str, objects), *link[1:], "-o", str(program)], cwd=self.build, check=True,
                       capture_output=True)
        try:
            done = subprocess.run([program, "--gtest_fail_fast", "--gtest_brief=1"], cwd=self.build,
                                  timeout=SECONDS_PER_RUN, stdin=subprocess.DEVNULL, capture_output=True)
            return done.returncode == 0
        except subprocess.TimeoutExpired:
            return False

    def prepare(self, jobs):
        """Compiles the support objects and checks that every test passes without a mutant."""
        self.precompile()
        objects = self.scratch / "unmutated"
        objects.mkdir()
        self.ready = {}
        for program, units in self.support.items():
            self.ready[program] = [self.compile(unit, objects)[0] for unit in units]

        def passes(unit):
            folder = self.scratch / ("first_" + unit.source.replace("/", "_"))
            folder.mkdir()
            target, errors = self.compile(unit, folder)
            if errors:
                return errors
            return None if self.run(unit, [target, *self.ready.get(unit.program, [])], folder) else "tests fail"

        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            for unit, problem in zip(self.tests, pool.map(passes, self.tests)):
                if problem:
                    sys.exit(f"{unit.source}: {problem} (without any mutant); fix this first")

    def nearest_first(self, mutant, through_core):
        stem = pathlib.PurePath(mutant.file).stem
        seen = [unit for unit in self.tests if through_core or mutant.file in unit.reads]
        return sorted(seen, key=lambda unit: (pathlib.PurePath(unit.source).stem != f"{stem}_test",
                                              -self.kills[mutant.file, unit.source], unit.source))

    def judge(self, mutant):
        """'killed by ...', 'survived', or 'invalid' if the mutant does not compile."""
        with tempfile.TemporaryDirectory(dir=self.scratch) as name:
            folder = pathlib.Path(name)
            copy = folder / mutant.file
            copy.parent.mkdir(parents=True)
            copy.write_text(mutant.apply((ROOT / mutant.file).read_text("utf-8")))

            core = []
            for unit in self.core:
                if mutant.file in unit.reads or mutant.file == unit.source:
                    target, errors = self.compile(unit, folder, mutant.file)
                    if errors:
                        return self.verdict_of(errors)
                    core.append(target)
            for unit in self.nearest_first(mutant, bool(core)):
                target, errors = self.compile(unit, folder, mutant.file)
                if errors:
                    return self.verdict_of(errors)
                if not self.run(unit, [target, *self.ready.get(unit.program, []), *core], folder):
                    with self.lock:
                        self.kills[mutant.file, unit.source] += 1
                    return f"killed by {unit.source}"
        return "survived"

    @staticmethod
    def verdict_of(errors):
        return "killed by a static_assert" if "static assertion failed" in errors else "invalid"


# --- results ---------------------------------------------------------------------------------------------------------

def listed_survivors():
    """(file, before, after) -> reason. A heading names the file; a line reads - `before` becomes `after`: reason."""
    listed, file = {}, ""
    if LISTED.exists():
        for line in LISTED.read_text("utf-8").splitlines():
            if line.startswith("## "):
                file = line[3:].strip()
            elif match := re.fullmatch(r"- `(.+)` becomes `(.+)`: (.+)", line):
                listed[file, match.group(1), match.group(2)] = match.group(3)
    return listed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/default",
                        help="a configured Ninja build (default: %(default)s)")
    parser.add_argument("--only", default="", help="mutate only files whose path contains this text")
    parser.add_argument("--sample", type=int, metavar="N", help="test N mutants drawn at random")
    parser.add_argument("--seed", type=int, default=1, help="seed of the sample")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="list the mutants and exit")
    options = parser.parse_args()

    mutants = [mutant for mutant in all_mutants() if options.only in mutant.file]
    full = not options.only and options.sample is None
    if options.sample is not None and options.sample < len(mutants):
        mutants = random.Random(options.seed).sample(mutants, options.sample)
    if not mutants:
        sys.exit(f"no mutants in {', '.join(MUTATED)} (is --only right?)")
    if options.list:
        for mutant in mutants:
            print(f"{mutant.file}:{mutant.line}: `{mutant.before}` becomes `{mutant.after}`")
        print(f"{len(mutants)} mutants")
        return
    if not (options.build / "build.ninja").exists():
        sys.exit(f"{options.build}: has no build (build.ninja is missing); run cmake --preset default")
    build = ["cmake", "--build", options.build, "-j", str(options.jobs), "--target", *PROGRAMS]
    if subprocess.run(build, stdout=subprocess.DEVNULL).returncode != 0:
        sys.exit(f"{options.build}: the build fails (without any mutant); fix this first")

    with tempfile.TemporaryDirectory(prefix="killshot_mutate_") as scratch:
        bench = Bench(options.build.resolve(), pathlib.Path(scratch))
        if not bench.tests:
            sys.exit(f"{options.build}: the build contains none of {', '.join(PROGRAMS)}; configure it with tests")
        bench.prepare(options.jobs)
        verdicts = []
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for mutant, verdict in zip(mutants, pool.map(bench.judge, mutants)):
                verdicts.append(verdict)
                print(f"[{len(verdicts)}/{len(mutants)}] {mutant.file}:{mutant.line}: `{mutant.before}` becomes "
                      f"`{mutant.after}`: {verdict}", flush=True)

    sys.exit(report(mutants, verdicts, full))


def report(mutants, verdicts, full):
    """Prints the result and returns the exit code."""
    listed = listed_survivors()
    survivors = [mutant for mutant, verdict in zip(mutants, verdicts) if verdict == "survived"]
    n_valid = sum(verdict != "invalid" for verdict in verdicts)
    n_killed = n_valid - len(survivors)
    unlisted = [mutant for mutant in survivors if mutant.key() not in listed]
    stale = sorted(set(listed) - {mutant.key() for mutant in survivors}) if full else []

    print(f"\n{n_killed} of {n_valid} mutants killed ({100 * n_killed / max(n_valid, 1):.1f}%), "
          f"{len(survivors)} survived, {len(unlisted)} of them not listed, {len(mutants) - n_valid} did not compile")
    for mutant in unlisted:
        print(f"not listed: {mutant.file}:{mutant.line}\n- `{mutant.before}` becomes `{mutant.after}`: ")
    for file, before, after in stale:
        print(f"listed, but killed: {file}: `{before}` becomes `{after}`")
    return 0 if n_killed >= LEAST_KILLED * n_valid and not unlisted and not stale else 1


if __name__ == "__main__":
    main()
