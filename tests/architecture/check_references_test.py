#!/usr/bin/env python3
"""Plants violations of each rule in a small tree; they must be found, and what is allowed must not be reported."""
import pathlib
import tempfile
import unittest

from check_references import HIGHEST_EQUATION, Tree, check_file, check_tree, only_comments

EXISTING = ("src/run/work.cpp", "include/killshot/model/watch.hpp", "tests/model/watch_test.cpp", "docs/gpu.md",
            "scenarios/networks/common.toml", "tests/cuda_on_cpu/README.md")
TOO_HIGH = HIGHEST_EQUATION + 1

# name: (file, text, how many violations); all violations are on the last line.
PLANTED = {
    "a source that is missing": ("src/run/a.cpp", "// See src/batch/work.cpp.", 1),
    "a test that is missing": ("src/run/a.hpp", "/// Verified by tests/batch/work_test.cpp.", 1),
    "a test that is named alone": ("src/run/a.hpp", "/// Verified by\n/// work_test.cpp.", 1),
    "a header by its old folder": ("src/run/a.cpp", "int a;  // batch/stopping.hpp", 1),
    "a folder that is missing": ("docs/a.md", "`tests/batch` runs it.", 1),
    "a path in a docstring": ("scripts/a.py", '"""Reads src/plan/start.cpp."""', 1),
    "a path in a shell comment": ("scripts/a.sh", "run me  # needs scripts/gone.sh", 1),
    "a path in a CMake comment": ("src/CMakeLists.txt", "# cmake/Gone.cmake", 1),
    "two paths": ("docs/a.md", "src/gone.cpp and tests/gone", 2),
    "an equation that is missing": ("src/run/a.cpp", f"// Eq. {TOO_HIGH}", 1),
    "the end of a range of equations": ("docs/a.md", f"Eq. 8 to {TOO_HIGH}", 1),
    "an equation in a list": ("docs/a.md", f"Eq. 1, 2 and {TOO_HIGH}.", 1),
    "a link that leads nowhere": ("docs/a.md", "See [the page](gone.md).", 1),
    "a link to a section of nothing": ("docs/a.md", "See [the page](gone.md#part).", 1),
    "a link to a section that is missing": ("docs/a.md", "See [the page](gpu.md#gone).", 1),
    "a link to a section of its own": ("docs/a.md", "See [below](#gone).", 1),
    "a link out of the archive": ("docs/a.md", "See [the code](../src/run/work.cpp).", 1),
    "a phrase in a comment": ("src/run/a.cpp", "// who comes meanwhile, waits", 1),
    "a phrase in a document": ("a.md", "## Rules of the house", 1),
    "a phrase in a message": ("src/run/a.cpp", 'throw Error("a.h5 is no result (it is not an HDF5 file)");', 1),
    "a phrase in a script": ("scripts/a.py", 'sys.exit("tests fail; mend it")', 1),
    "a variable": ("src/run/a.cpp", "double mean(const Tally& of);", 1),
    "a member of a variable": ("src/run/a.cpp", "return of.size();", 1),
}

# A violation that begins on the first line and goes on.
ACROSS_LINES = {
    "a phrase in a comment": ("src/run/a.cpp", "/// It is held for\n/// the hold.\n"),
    "a phrase in a message": ("src/run/a.cpp", 'auto a = "the file is no "\n    "result";\n'),
    "an equation": ("src/run/a.cpp", f"/// From Eq.\n/// {TOO_HIGH} on.\n"),
}

ALLOWED = {
    "include/killshot/model/a.hpp": "/// Eq. 8 to 19 (model/watch.hpp). Verified by tests/model/watch_test.cpp.\n",
    "src/run/a.hpp": "/// Verified by watch_test.cpp, tests/NAME_test.cpp, src/*/a.cpp, tests/golden/<case>/a.txt.\n",
    "src/run/a.cpp": 'const auto file = "src/gone.cpp";  // run/work.cpp, src/run/work.cpp\'s, Eq. 15, 100% of it\n'
                     "// of tokens; there is no result of it, and the number of files\nint share_of, of_network;\n",
    "src/run/CMakeLists.txt": "add_test(gone src/gone.cpp)  # killshot/model/watch.hpp\n",
    "scripts/a.py": '"""Runs docs/gpu.md."""\nprint("src/gone.cpp")  # src/run\n',
    "scenarios/a.toml": 'source = "github.com/a/b, src/gone.h#L3"  # networks/common.toml\n',
    "docs/a.md": "[card](gpu.md#top), [web](https://a.org/src/gone.cpp), [root](../README.md), build/default/tests/a\n",
}


class References(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = pathlib.Path(scratch.name)
        for name in (*EXISTING, "README.md", "scripts/a.txt"):
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_text("# Top\n" if name.endswith(".md") else "")

    def check(self, path, text):
        return check_file(Tree(self.root), path, text)

    def test_each_planted_violation_is_found(self):
        for name, (path, text, n_violations) in PLANTED.items():
            with self.subTest(name):
                found = self.check(path, "\n" + text + "\n")
                self.assertEqual([line for line, _ in found], [text.count("\n") + 2] * n_violations, found)

    def test_a_violation_may_cross_lines(self):
        for name, (path, text) in ACROSS_LINES.items():
            with self.subTest(name):
                found = self.check(path, text)
                self.assertEqual([line for line, _ in found], [1], found)

    def test_what_is_allowed_is_not_reported(self):
        for path, text in ALLOWED.items():
            with self.subTest(path):
                self.assertEqual(self.check(path, text), [])

    def test_a_tree_is_walked(self):
        (self.root / "src/run/work.cpp").write_text("\n// src/gone.cpp\n")
        (self.root / "README.md").write_text("[gone](gone.md)\n")
        messages, n_files = check_tree(self.root)
        self.assertEqual(n_files, len(EXISTING) + 1)
        self.assertEqual(messages, ["src/run/work.cpp:2: src/gone.cpp does not exist",
                                    "README.md:1: the link to gone.md leads nowhere"])

    def test_only_comments_keeps_positions(self):
        text = 'a("// b");  // c\n/* d\n e */ f\n'
        self.assertEqual(only_comments(text), '            // c\n/* d\n e */  \n')


if __name__ == "__main__":
    unittest.main()
