#!/usr/bin/env python3
"""The rules of the layout as a test: which folder may include what, and which words are not allowed where.

usage: check_architecture.py [ROOT]      prints one line per violation; exit code 1 if there is any
"""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts"))
from cpp_text import blank_comments
from report import report_on_tree

# The layers. include/killshot is the installed library; its numerics (folders) include only what is named here. A
# folder of src/, and cuda/, may include its own headers, the numerics, inputs.hpp and error.hpp, and what is named
# here: other folders of src/, and the seams. The lists are complete: nothing is inherited, and there are no exceptions.
SEAMS = {"scenario.hpp", "backend.hpp", "result.hpp", "killshot.hpp"}
PUBLIC_MAY_INCLUDE = {
    "lanes": set(),
    "random": {"lanes"},
    "model": {"lanes", "random"},
    "tally": {"lanes", "model"},
    "emission": {"inputs.hpp"},
}
PRIVATE_MAY_INCLUDE = {
    "files": set(),
    "emission": set(),
    "tally": set(),
    "kernels": set(),
    "reference": set(),
    "inputs": {"scenario.hpp", "files"},
    "scenario": {"scenario.hpp", "files", "inputs"},
    "tables": {"scenario.hpp", "inputs"},
    "ensemble": {"scenario.hpp", "files", "inputs", "scenario", "tables"},
    "backend": {"backend.hpp", "kernels"},
    "cuda": {"backend.hpp", "backend"},
    "analysis": {"scenario.hpp", "inputs", "tables"},
    "results": {"scenario.hpp", "files", "inputs", "tables", "analysis", "ensemble"},
    "run": {"scenario.hpp", "backend.hpp", "result.hpp", "files", "inputs", "tables", "ensemble", "analysis",
            "results"},
    "report": {"scenario.hpp", "files", "inputs", "scenario", "tables", "reference", "analysis", "results"},
    "verify": {"backend.hpp", "inputs", "tables", "backend", "reference"},
    "bench": {"scenario.hpp", "backend.hpp", "files", "inputs", "ensemble", "tables", "kernels", "backend", "results"},
}

# Freestanding code: of the standard library, it may include only these headers, and on the host a few more.
FREESTANDING_HEADERS = {"cstdint", "cstddef", "bit", "limits", "type_traits"}
FREESTANDING = re.compile(r"include/killshot/((lanes|random|model)/.*|tally/(exits|histogram|rows|signals)\.hpp)")
FREESTANDING_EXTRA = [
    (re.compile(r"include/killshot/lanes/reference[^/]*\.hpp"), {"cmath"}),
    (re.compile(r"include/killshot/lanes/.*pack[^/]*\.hpp"), {"immintrin.h"}),
]

# Each library is used in one place only.
LIBRARY_HOMES = [
    (re.compile(r"hdf5(_hl)?\.h|H5.*\.h"), re.compile(r"src/results/"), "HDF5 belongs to src/results"),
    (re.compile(r"zlib\.h"), re.compile(r"src/results/h5/.*\.cpp"), "zlib belongs to src/results/h5"),
    (re.compile(r"openssl/.*"), re.compile(r"src/files/sha256\.cpp"), "OpenSSL belongs to src/files/sha256.cpp"),
    (re.compile(r"mpi\.h"), re.compile(r"src/run/ranks_mpi\.cpp"), "MPI belongs to src/run/ranks_mpi.cpp"),
    (re.compile(r"CLI/.*"), re.compile(r"src/(main\.cpp|cli/)"), "CLI11 belongs to src/main.cpp and src/cli"),
    (re.compile(r"toml\+\+/.*|toml\.hpp"), re.compile(r"src/(scenario|ensemble)/"),
     "toml++ belongs to src/scenario and src/ensemble"),
    (re.compile(r"Eigen/.*"), re.compile(r"src/(scenario|tables|analysis)/"),
     "Eigen belongs to src/tables, src/scenario and src/analysis"),
    (re.compile(r"cuda.*\.h|driver_types\.h|(thrust|cub)/.*"), re.compile(r"cuda/"), "CUDA belongs to cuda/"),
    (re.compile(r"boost/.*"), re.compile(r"src/(ensemble|analysis)/"),
     "Boost belongs to src/ensemble and src/analysis"),
]

LIBM = ("acos|acosh|asin|asinh|atan|atan2|atanh|cbrt|ceil|copysign|cos|cosh|erf|erfc|exp|exp2|expm1|fabs|floor|fma|"
        "fmax|fmin|fmod|frexp|hypot|ldexp|lgamma|log|log10|log1p|log2|lrint|modf|nearbyint|pow|remainder|rint|round|"
        "sin|sinh|sqrt|tan|tanh|tgamma|trunc")
# Unqualified, these names are the project's own (lanes/, and a round of Philox).
OWN = {"exp", "log", "fma", "sqrt", "round"}
LIBM_UNQUALIFIED = "|".join(name for name in LIBM.split("|") if name not in OWN)
LIBM_CALL = rf"std::({LIBM})\b|\b({LIBM})f\s*\(|\b__builtin_({LIBM})f?\b|(?<![\w.:>])({LIBM_UNQUALIFIED})\s*\("

EQUATIONS = r"include/killshot/(model|random)/"
LANES = r"include/killshot/lanes/(?!float\.hpp|reference|.*pack)"
LANES_ON_HARDWARE = r"include/killshot/lanes/(float\.hpp|(?!reference).*pack)"

# (where, what, why): searched for in code without comments and strings.
TABOOS = [
    (re.compile(EQUATIONS),
     re.compile(r"\b(throw|try|catch|new|delete|virtual|double|thread_local|iostream)\b|"
                r"std::(string|vector|function)\b|#\s*(if|ifdef|ifndef)\b"),
     "the equations have no branches, allocate nothing and use one Real type"),
    (re.compile(r"cuda/"),
     re.compile(r"#\s*(if|ifdef|ifndef)\b|\b__f\w+_r[nzud]\b|\b__(expf|logf|sinf|cosf|fdividef)\b"),
     "kernels use the model's headers unchanged, without approximations or conditional compilation"),
    (re.compile(rf"{EQUATIONS}|{LANES}|src/kernels/|cuda/.*\.cuh?"), re.compile(LIBM_CALL),
     "the C++ library's mathematics differs between machines; use lanes/math.hpp"),
    (re.compile(LANES_ON_HARDWARE), re.compile(rf"std::({LIBM})\b|\b({LIBM})f\s*\("),
     "the C++ library's mathematics differs between machines; build it from IEEE operations"),
]

UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX)\b")
MOST_LINES = 450
MOST_COLUMNS = 120

CPP = {".hpp", ".cpp", ".cu", ".cuh"}
TEXT = CPP | {".py", ".sh", ".cmake"}
FOLDERS = ("include", "src", "cuda", "tests", "bench", "scripts", "cmake", "python")


def folder_of(path):
    """"src/FOLDER/h5/a.cpp" and "include/killshot/FOLDER/a.hpp" -> "FOLDER"; a file outside a folder: its name."""
    match = re.match(r"(?:include/killshot|src)/([\w.]+)|(cuda)/", path)
    return match.group(1) or match.group(2) if match else None


def includes(code):
    for match in re.finditer(r"^[ \t]*#[ \t]*include[ \t]*([<\"])([^>\"\n]+)[>\"]", code, flags=re.MULTILINE):
        yield code.count("\n", 0, match.start()) + 1, match.group(1) == "<", match.group(2)


def check_include(path, angled, header):
    """Why `path` may not include `header`, or None."""
    folder = folder_of(path)
    first, *rest = header.removeprefix("killshot/").split("/")
    if header.startswith("killshot/"):
        allowed = PUBLIC_MAY_INCLUDE.get(folder) if path.startswith("include/killshot/") else None
        if path.startswith("src/") or path.startswith("cuda/"):
            allowed = PRIVATE_MAY_INCLUDE.get(folder, SEAMS) if first in SEAMS else None
        if allowed is not None and first not in allowed | {folder}:
            return f"{folder}/ may not include {first} (no arrow points back)"
        return None
    if not angled and first in PRIVATE_MAY_INCLUDE and rest:
        if path.startswith("include/"):
            return "the installed library includes only its own headers"
        if folder in PRIVATE_MAY_INCLUDE and first not in PRIVATE_MAY_INCLUDE[folder] | {folder}:
            return f"{folder}/ may not include {first}/ (no arrow points back)"
        return None
    if ".." in header.split("/"):
        return 'a header is named from include/ or src/: "killshot/folder/file.hpp", "folder/file.hpp"'
    if FREESTANDING.match(path) and angled:
        allowed = set(FREESTANDING_HEADERS)
        for pattern, extra in FREESTANDING_EXTRA:
            if pattern.match(path):
                allowed |= extra
        if header not in allowed:
            return f"freestanding code may include only {', '.join(sorted(allowed))}"
    if path.startswith("src/kernels/") and header == "cmath":
        return "the C++ library's mathematics differs between machines; use lanes/math.hpp"
    if path.startswith(("include/", "src/", "cuda/")):
        for pattern, home, why in LIBRARY_HOMES:
            if pattern.fullmatch(header) and not home.match(path):
                return why
    return None


def check_file(path, text):
    """All violations of one file, as (line, message)."""
    suffix = pathlib.PurePath(path).suffix
    found = []
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        found.append((len(lines), f"{len(lines)} lines (at most {MOST_LINES}); one concept, one file"))
    for number, line in enumerate(lines, 1):
        if UNFINISHED.search(line):
            found.append((number, "unfinished work; finish it or file an issue"))
        if len(line) > MOST_COLUMNS:
            found.append((number, f"{len(line)} columns (at most {MOST_COLUMNS})"))
    if suffix not in CPP:
        return found
    if suffix in {".hpp", ".cuh"} and "#pragma once" not in text:
        found.append((1, "a header begins with #pragma once"))
    code = blank_comments(text)
    for number, angled, header in includes(code):
        why = check_include(path, angled, header)
        if why:
            found.append((number, f"includes {header}: {why}"))
    for place, words, why in TABOOS:
        if place.match(path):
            for match in words.finditer(code):
                found.append((code.count("\n", 0, match.start()) + 1, f"'{match.group().strip()}': {why}"))
    return sorted(set(found))


def check_tree(root):
    """Violations of the tree, as lines of text, and the number of files read."""
    messages, n_files = [], 0
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            if file.is_file() and (file.suffix in TEXT or file.name == "CMakeLists.txt"):
                path = file.relative_to(root).as_posix()
                n_files += 1
                messages += [f"{path}:{line}: {message}" for line, message in check_file(path, file.read_text("utf-8"))]
    return messages, n_files


if __name__ == "__main__":
    report_on_tree(check_tree)
