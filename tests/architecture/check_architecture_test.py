#!/usr/bin/env python3
"""Plants one violation of each rule, which must be found; what is allowed must not be reported."""
import pathlib
import tempfile
import unittest

from check_architecture import PRIVATE_MAY_INCLUDE, MOST_LINES, check_file, check_tree

HEADER = "/// A header.\n#pragma once\n"

# path, text: each breaks one rule, on its last line.
PLANTED = {
    "model includes upward": ("include/killshot/model/a.hpp", '#include "killshot/tally/tally.hpp"'),
    "lanes stands alone": ("include/killshot/lanes/a.hpp", '#include "killshot/random/philox.hpp"'),
    "report looks at a kernel": ("src/report/a.cpp", '#include "kernels/kernel.hpp"'),
    "report looks at a backend": ("src/report/a.hpp", '#include "killshot/backend.hpp"'),
    "analysis looks at a backend": ("src/analysis/a.cpp", '#include "killshot/backend.hpp"'),
    "an archetype reads a scenario": ("include/killshot/emission/a.hpp", '#include "killshot/scenario.hpp"'),
    "scenario includes results": ("src/scenario/a.cpp", '#include "results/reader.hpp"'),
    "the library includes a private header": ("include/killshot/result.hpp", '#include "run/ledger.hpp"'),
    "a header named from src/": ("src/report/a.cpp", '#include "kernels/counts.hpp"'),
    "relative include": ("src/tables/a.cpp", '#include "../other/a.hpp"'),
    "model is freestanding": ("include/killshot/model/a.hpp", "#include <cmath>"),
    "binning is freestanding": ("include/killshot/tally/histogram.hpp", "#include <vector>"),
    "intrinsics outside a pack": ("include/killshot/lanes/math.hpp", "#include <immintrin.h>"),
    "HDF5 outside results": ("src/analysis/a.cpp", "#include <hdf5.h>"),
    "HDF5 in a public header": ("include/killshot/result.hpp", "#include <hdf5_hl.h>"),
    "CLI11 outside the command line": ("src/scenario/a.cpp", "#include <CLI/CLI.hpp>"),
    "toml++ outside scenario": ("src/cli/a.cpp", "#include <toml++/toml.h>"),
    "Eigen in a kernel": ("src/kernels/a.cpp", "#include <Eigen/Dense>"),
    "Boost in results": ("src/results/a.cpp", "#include <boost/math/distributions/beta.hpp>"),
    "library mathematics in the model": ("include/killshot/model/a.hpp", "R a = std::exp(b);"),
    "C's mathematics in the model": ("include/killshot/model/a.hpp", "R a = pow(b, c);"),
    "float mathematics in the model": ("include/killshot/model/a.hpp", "R a = expf(b);"),
    "a builtin in the model": ("include/killshot/model/a.hpp", "R a = __builtin_sqrtf(b);"),
    "library mathematics in lanes": ("include/killshot/lanes/math.hpp", "R a = std::log(b);"),
    "library mathematics in a pack": ("include/killshot/lanes/avx2_pack.hpp", "float a = fmaf(b, c, d);"),
    "library mathematics in a kernel": ("src/kernels/a.cpp", "float a = std::fma(b, c, d);"),
    "cmath in a kernel": ("src/kernels/a.cpp", "#include <cmath>"),
    "a CUDA kernel fills tables": ("cuda/a.cu", '#include "tables/tables.hpp"'),
    "CUDA in a CPU backend": ("src/backend/a.cpp", "#include <cuda_runtime_api.h>"),
    "an approximation on the card": ("cuda/a.cuh", "float a = __expf(b);"),
    "library mathematics on the card": ("cuda/a.cuh", "float a = expf(b);"),
    "a conditional kernel": ("cuda/a.cu", "#if __CUDA_ARCH__ >= 900"),
    "the model throws": ("include/killshot/model/a.hpp", "throw 1;"),
    "the model allocates": ("include/killshot/model/a.hpp", "auto* a = new int;"),
    "the model holds a vector": ("include/killshot/model/a.hpp", "std::vector<R> a;"),
    "the model knows a type": ("include/killshot/model/a.hpp", "double a = 0;"),
    "the model is conditional": ("include/killshot/model/a.hpp", "#if defined(__CUDACC__)"),
    "the generator is conditional": ("include/killshot/random/a.hpp", "#ifdef __AVX2__"),
    "unfinished work": ("scripts/a.sh", "# TO" "DO: finish"),
    "a long line": ("src/tables/a.cpp", "// " + "x" * 130),
    "a long file": ("src/tables/a.cpp", "int a;\n" * MOST_LINES),
}

ALLOWED = {
    "include/killshot/model/a.hpp": """#include <cstdint>
#include "killshot/random/draws.hpp"
R a = exp(fma(b, c, sqrt(d)));
/// never throw, never a double: std::vector and pow(x) are words here
""",
    "include/killshot/lanes/reference.hpp": "#include <cmath>\nauto a = std::exp(b);\n",
    "include/killshot/lanes/avx2_pack.hpp": "#include <immintrin.h>\n",
    "src/results/a.cpp": "#include <hdf5.h>\n",
    "src/cli/a.cpp": '#include <CLI/CLI.hpp>\n#include "killshot/backend.hpp"\n',
    "src/reference/trace.cpp": '#include "killshot/lanes/reference.hpp"\n#include "killshot/random/draws.hpp"\n',
    "cuda/a.cuh": '#include "killshot/model/network.hpp"\n#include "launch.hpp"\nauto a = atomicAdd(b, 1ULL);\n',
    "src/backend/a.cpp": '#include "kernels/counts.hpp"\n#include "backend/isa.hpp"\n',
    "src/emission/a.cpp": """#include <cmath>
#include "killshot/inputs.hpp"
const auto text = "throw // new";
auto a = std::pow(b, c);
""",
}


class Architecture(unittest.TestCase):
    def test_each_planted_violation_is_found(self):
        for name, (path, text) in PLANTED.items():
            with self.subTest(name):
                content = HEADER + text + "\n"
                lines = [line for line, _ in check_file(path, content)]
                self.assertEqual(lines, [len(content.splitlines())])

    def test_a_header_without_pragma_once_is_found(self):
        self.assertEqual(len(check_file("src/tables/a.hpp", "int a;\n")), 1)

    def test_what_is_allowed_is_not_reported(self):
        for path, text in ALLOWED.items():
            with self.subTest(path):
                self.assertEqual(check_file(path, HEADER + text), [])

    def test_no_two_folders_may_include_each_other(self):
        closed = {folder: set(targets) for folder, targets in PRIVATE_MAY_INCLUDE.items()}
        for _ in closed:
            for folder in closed:
                closed[folder] |= {beyond for target in closed[folder] for beyond in closed.get(target, set())}
        self.assertEqual([folder for folder in closed if folder in closed[folder]], [])

    def test_a_tree_is_walked(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "include/killshot/model").mkdir(parents=True)
            (root / "include/killshot/model/a.hpp").write_text(HEADER + "virtual\n")
            messages, n_files = check_tree(root)
            self.assertEqual(n_files, 1)
            self.assertEqual(len(messages), 1)
            self.assertTrue(messages[0].startswith("include/killshot/model/a.hpp:3: 'virtual'"), messages[0])


if __name__ == "__main__":
    unittest.main()
