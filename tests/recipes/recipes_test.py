#!/usr/bin/env python3
"""Follows two recipes of CONTRIBUTING.md in a scratch copy of the tree: an output and a counted event.

usage: recipes_test.py BUILD_FOLDER      a build of the tree, whose compile commands and unaffected objects are used

Edits only files that the recipe names, compiles what they affect, and checks that the toys are in the tally's layout
and in docs/schema.md, with the values that they must have.
"""
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(sys.argv.pop()).resolve() if len(sys.argv) > 1 else ROOT / "build" / "default"
RENEWED = {"docs/schema.md", "src/verify/known_digests.hpp", "tests/golden/base/expected.txt",
           "tests/golden/stress/expected.txt"}

# What toys.cpp calls, of all that an edit affects.
NEEDED = re.compile(r"src/((tally|tables|analysis)/|results/schema/(?!file)|kernels/scalar|backend/thread_counts)")

# (file, the text after whose line the new lines come, the new lines)
OUTPUT = [
    ("include/killshot/model/outputs.hpp", "namespace outputs {", """
struct Idleness {
    static constexpr OutputInfo info{.name = "toy_idleness", .long_name = "a toy: idle share of GPUs", .units = "1"};
    template <class R, class F>
    KS_INLINE static R value(const NetworkReport<R, F>& report) {
        return R(1.0F) - report.network.utilization;
    }
};

struct CostAndOne {
    static constexpr OutputInfo info{.name = "toy_cost", .long_name = "a toy: centralised cost and 1", .units = "1"};
    template <class R, class F>
    KS_INLINE static R value(const SectorReport<R, F>& report) {
        return R(1.0F) + exp(report.sector.central_cost_log) * R(report.step.cost_scale);
    }
};
"""),
    ("tests/model/outputs_test.cpp", 'EXPECT_EQ(value_of("utilization"), 0.625);',
     '    EXPECT_EQ(value_of("toy_idleness"), 0.375);\n'),
    ("tests/model/outputs_test.cpp", 'EXPECT_NEAR(value_of("central_cost_per_mtok"), 1, 1e-15);',
     '    EXPECT_NEAR(value_of("toy_cost"), 2, 1e-15);\n'),
]
# In these, the text itself is replaced.
OUTPUT_LISTS = [
    ("include/killshot/model/outputs.hpp", "outputs::Margin>", "outputs::Margin, outputs::Idleness>"),
    ("include/killshot/model/outputs.hpp", "outputs::SectorUtilization>",
     "outputs::SectorUtilization, outputs::CostAndOne>"),
]
EVENT = [
    ("include/killshot/tally/rows.hpp", "    ROW(n_standing,",
     '    ROW(n_toy, paths, "a toy: paths on which the kill shot does not fire", network) \\\n'),
    ("src/kernels/endings.hpp", "counts[Row::n_standing][i] +=",
     "    counts[Row::n_toy][i] += __builtin_popcount(over.active & ~killed);\n"),
    ("cuda/endings.cuh", "add(launch, Row::n_exit_mask,",
     "    if ((fired.mask & 1U) == 0U) {\n        add(launch, Row::n_toy, network, 1);\n    }\n"),
    ("tests/backend/counts_test.cpp", "of(Row::n_standing) +=",
     "        count_of(Row::n_toy) += h.month_of[0] > 0 ? 0 : 1;\n"),
]


def files_of_recipe(title):
    """The files that a recipe names."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    recipe = re.search(rf"^### {title}\n(.*?)(?=^##)", text, flags=re.MULTILINE | re.DOTALL).group(1)
    return {name for name in re.findall(r"`([^`\s]+)`", recipe) if "/" in name}


class Scratch:
    """A copy of the tree, and programs built from it with the build's own commands."""

    def __init__(self, folder):
        self.root = pathlib.Path(folder)
        for name in ("include", "src", "cuda", "tests"):
            shutil.copytree(ROOT / name, self.root / name, symlinks=True)
        self.edited = set()
        self.commands = {pathlib.Path(entry["file"]): entry["command"]
                         for entry in json.loads((BUILD / "compile_commands.json").read_text())}

    def edit(self, path, anchor, change):
        """Replaces the only line that has `anchor` in it by change(line)."""
        file = self.root / path
        lines = file.read_text("utf-8").splitlines(keepends=True)
        places = [i for i, line in enumerate(lines) if anchor in line]
        if len(places) != 1:
            raise AssertionError(f"{path} has {len(places)} lines with {anchor!r}; give this test another place")
        lines[places[0]] = change(lines[places[0]])
        file.write_text("".join(lines), "utf-8")
        self.edited.add(path)

    def affected(self):
        """Sources of the program that include an edited file, and the objects of all others."""
        sources = {}
        for source, command in self.commands.items():
            words = shlex.split(command)
            sources[words[words.index("-o") + 1]] = os.path.relpath(source, ROOT)
        affected, others = [], []
        deps = subprocess.run(["ninja", "-C", BUILD, "-t", "deps"], capture_output=True, text=True, check=True).stdout
        for block in deps.split("\n\n"):
            name, *lines = block.splitlines() or [""]
            name = name.split(": #deps")[0]
            if not sources.get(name, "").startswith("src/") or "killshot_cli" in name:
                continue
            # With a base directory ccache writes headers relative to the build's folder.
            if self.edited & {os.path.relpath(BUILD / line.strip(), ROOT) for line in lines}:
                affected.append(sources[name])
            else:
                others.append(name)
        return affected, others

    def compile(self, source, *options):
        """Compiles a source of the scratch tree as the build does its original; returns the object."""
        like = ROOT / source if ROOT / source in self.commands else ROOT / "tests/golden/golden_test.cpp"
        target = self.root / (source.replace("/", "_") + ".o")
        words = shlex.split(self.commands[like])
        words = words[:words.index("-o")] + [*options, "-o", str(target), "-c", str(self.root / source)]
        moved = {f"-I{ROOT / folder}": f"-I{self.root / folder}" for folder in ("include", "src", "tests")}
        done = subprocess.run([moved.get(word, word) for word in words], cwd=BUILD, capture_output=True, text=True)
        if done.returncode != 0:
            raise AssertionError(f"{source} does not compile:\n{done.stderr}")
        return target

    def link(self, objects, unaffected):
        program, archive = self.root / "toys", self.root / "unaffected.a"
        subprocess.run(["ar", "rcsT", archive, *(BUILD / name for name in unaffected)], check=True)
        command = subprocess.run(["ninja", "-C", BUILD, "-t", "commands", "bin/killshot"], capture_output=True,
                                 text=True, check=True).stdout.splitlines()[-1]
        library = re.compile(r"\.a$|\.so[.0-9]*$|^-l|^-Wl|^-fsanitize|^--coverage")
        libraries = [word for word in shlex.split(command) if library.search(word) and "killshot" not in word]
        compiler = shlex.split(self.commands[ROOT / "src" / "main.cpp"])
        compiler = next(word for word in compiler if not word.endswith("ccache"))
        done = subprocess.run([compiler, "-o", program, *objects, archive, *libraries], cwd=BUILD, capture_output=True,
                              text=True)
        if done.returncode != 0:
            raise AssertionError(f"the toys cannot be linked:\n{done.stderr}")
        return program


class Recipes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="killshot-recipes-")
        cls.addClassCleanup(folder.cleanup)
        scratch = Scratch(folder.name)
        for path, anchor, lines in OUTPUT + EVENT:
            scratch.edit(path, anchor, lambda line, lines=lines: line + lines)
        for path, old, new in OUTPUT_LISTS:
            scratch.edit(path, old, lambda line, old=old, new=new: line.replace(old, new))

        affected, unaffected = scratch.affected()
        sources = [source for source in affected if NEEDED.match(source)] + ["tests/recipes/toys.cpp"]
        tests = ["tests/model/outputs_test.cpp", "tests/backend/counts_test.cpp"]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            checked = [pool.submit(scratch.compile, test, "-fsyntax-only") for test in tests]
            objects = list(pool.map(scratch.compile, sources))
            for test in checked:
                test.result()
        program = scratch.link(objects, unaffected)
        cls.seen = json.loads(subprocess.run([program], capture_output=True, text=True, check=True).stdout)

    def row(self, name):
        return self.seen["rows"][name]

    def sums(self, kind, row, name):
        """The sums of an output over paths: [network or nothing][date]."""
        outputs, values = self.seen[kind], self.row(row)["values"]
        n_dates = self.row(row)["shape"][-1]
        starts = range(outputs.index(name) * n_dates, len(values), len(outputs) * n_dates)
        return [value / 2**20 for start in starts for value in values[start:start + n_dates]]

    def test_recipes_name_every_file_that_changes(self):
        for title, edits in (("An output", OUTPUT + OUTPUT_LISTS), ("A counted event", EVENT)):
            named, edited = files_of_recipe(title), {path for path, *_ in edits}
            self.assertLessEqual(edited | RENEWED, named, title)
            for path in named:
                self.assertTrue((ROOT / path).exists(), f"{title} names {path}")

    def test_the_event_has_its_row_and_its_count(self):
        n_paths, n_networks = self.row("paths")["values"][0], self.row("n_standing")["shape"][0]
        self.assertEqual(self.row("n_toy")["shape"], [n_networks])
        masks = self.row("n_exit_mask")["values"]
        survived = [sum(masks[16 * i:16 * i + 16:2]) for i in range(n_networks)]
        self.assertEqual(self.row("n_toy")["values"], survived)
        self.assertTrue(any(0 < n < n_paths for n in survived), survived)

    def test_the_event_is_documented(self):
        self.assertIn("| `n_toy` | scenario, project | int64 | 1 | a toy: paths on which the kill shot does not fire |",
                      self.seen["page"])

    def test_the_outputs_have_their_values(self):
        n_paths = self.row("paths")["values"][0]
        idle, busy = (self.sums("network_outputs", "sum", name) for name in ("toy_idleness", "utilization"))
        cost, more = (self.sums("sector_outputs", "sector_sum", name) for name in ("central_cost_per_mtok", "toy_cost"))
        for a, b in zip(idle, busy, strict=True):
            self.assertAlmostEqual(a + b, n_paths, delta=n_paths * 1e-5)
        for a, b in zip(cost, more, strict=True):
            self.assertAlmostEqual(b - a, n_paths, delta=n_paths * 1e-5)

    def test_the_outputs_are_documented(self):
        for name in ("toy_idleness_q", "toy_idleness_mean", "toy_cost_q", "toy_cost_n_outside"):
            self.assertIn(f"| `{name}` |", self.seen["page"])


if __name__ == "__main__":
    unittest.main()
