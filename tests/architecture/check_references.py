#!/usr/bin/env python3
"""What comments and documents refer to exists: files, links, equations. Certain phrases must not come back.

usage: check_references.py [ROOT]      prints one line per violation; exit code 1 if there is any
"""
import io
import os
import pathlib
import re
import sys
import tokenize

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts"))
from cpp_text import blank_comments, only_comments
from report import report_on_tree

HIGHEST_EQUATION = 20  # of docs/model.md

CPP = {".hpp", ".cpp", ".cu", ".cuh"}
HASH = {".sh", ".cmake", ".toml", ".sbatch"}  # comments begin with #
FOLDERS = ("include", "src", "cuda", "tests", "docs", "scripts", "scenarios", "cmake", "bench", "results", "python",
           "notebooks")
ROOTS = "include|src|cuda|tests|docs|scripts|scenarios|cmake|bench"

# A path that begins with one of the folders, or the name of a source file: "src/run/work.cpp", "model/watch.hpp".
PATH = re.compile(rf"(?<![\w./-])(?:(?:{ROOTS})/[\w./*<>{{}}$?\[\]-]*|[\w.-]+(?:/[\w.-]+)+\.(?:[hc]pp|cuh?|py|sh)\b)")
SOURCE_NAME = re.compile(r"(?<![\w./-])[\w-]+\.(?:[hc]pp|cuh?|py|sh)\b")
VERIFIED = re.compile(r"Verified (?:by|in|against)\b[^;]*?(?=\.\s|\Z)", re.DOTALL)
# A pattern, or a placeholder such as NAME, VERSION or <case>.
PLACEHOLDER = re.compile(r"[*<>{}$?\[\]]|\.\.\.|(?<![A-Za-z])[A-Z]{2,}(?![A-Za-z])")
EQUATION = re.compile(r"\bEq\.\s+(\d+(?:(?:\s*,\s*|\s+(?:to|and|or)\s+)\d+(?!\d|\.\d|%))*)")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+\s+(.+?)\s*$", re.MULTILINE)
ANCHOR = re.compile(r"\b(?:id|name)=\"([^\"]+)\"")
# What the archive holds of this tree (cmake/Portable.cmake).
ARCHIVED = re.compile(r"(?:LICENSE|(?:README|CHANGELOG|CONTRIBUTING|DECISIONS)\.md"
                      r"|(?:docs|notebooks|scenarios)(?:/.*)?)$")

# Headers are named from these folders: "killshot/x.hpp", "model/x.hpp", "run/work.hpp", "support/x.hpp".
HOMES = ("", "include", "include/killshot", "src", "tests", "scenarios")

# (what must not come back, what to write instead). Comments, documents and messages.
PHRASES = [(re.compile(pattern, re.IGNORECASE), instead) for pattern, instead in (
    ("who comes meanwhile", "say who waits for what"),
    ("sends the others home", "tells the other ranks to exit"),
    (r"(?<!there )\bis no (whole )?(result|shard|scenario|file|number|network|program|comment|debian)\b",
     "is not a ..."),
    (r"\bit is no HDF5\b", "it is not an HDF5 file"),
    ("held for the hold", "held for N months in a row"),
    (r"\bmend (it|them|this|that|and)\b", "fix it"),
    ("may not be looked at", "say what is not read, and why"),
    (r"\bone way through the house\b|\brules of the house\b", "code map, rules"),
    ("what of a batch is", "tracks pending, running and finished work"),
    ("told to the reading", "say who reports what"),
    (r"\bat most so many\b", "at most N"),
    (r"\bits own reader's\b", "name the reader"),
    (r"\bwhat B has more than A\b", "how B differs from A"),
    ("as who tries will find", "say what happens"),
    (r"\bis (any|no)body's\b", "say who owns it"),
    ("be_modest_and_quiet", "say what it does"),
)]
# What begins a comment: a sentence may cross lines.
MARK = re.compile(r"(?m)^[ \t]*(?:///?|#!?|/\*)")
# A variable of this name reads as a preposition.
VARIABLE_OF = re.compile(r"(?<=[\w>&*] )\bof\b(?=\s*(?:[,;=){\[]|\.\w))|\bof\.\w")


def python_prose(text):
    """Comments and docstrings, everything else blank."""
    lines = [" " * len(line) for line in text.split("\n")]
    source = text.split("\n")
    may_document = True
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and may_document):
            (row, column), (end_row, end_column) = token.start, token.end
            for r in range(row, end_row + 1):
                begin, end = column if r == row else 0, end_column if r == end_row else len(source[r - 1])
                lines[r - 1] = lines[r - 1][:begin] + source[r - 1][begin:end] + lines[r - 1][end:]
        if token.type not in (tokenize.COMMENT, tokenize.NL):
            may_document = token.type in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING)
    return "\n".join(lines)


def hash_prose(text):
    """What follows a # at the beginning of a line or after a space, everything else blank."""
    def keep_comment(match):
        begin = re.search(r"(?:^|(?<=\s))#", match.group())
        return " " * begin.start() + match.group()[begin.start():] if begin else " " * len(match.group())

    return re.sub(r"[^\n]+", keep_comment, text)


def prose_of(path, text):
    """Comments of a source file, or the whole of a document, at their positions."""
    suffix = pathlib.PurePath(path).suffix
    if suffix in CPP:
        prose = only_comments(text)
    elif suffix == ".py":
        prose = python_prose(text)
    elif suffix in HASH or path.endswith("CMakeLists.txt"):
        prose = hash_prose(text)
    else:
        return text
    return MARK.sub(lambda match: " " * len(match.group()), prose)


def collapse(path, text):
    """The text as one line, without the marks of comments and the joints of split strings, each run of white space a
    single space; and the position of each of its characters."""
    if not path.endswith(".md"):
        text = MARK.sub(lambda match: " " * len(match.group()), text)
        text = re.sub(r"\"\s*\n\s*f?\"", lambda match: " " * len(match.group()), text)
    characters = [(character, position) for position, character in enumerate(text)
                  if not character.isspace() or position == 0 or not text[position - 1].isspace()]
    return "".join(" " if character.isspace() else character for character, _ in characters), \
        [position for _, position in characters]


class Tree:
    """The files of a checkout, as comments name them."""

    def __init__(self, root):
        self.root = root
        self.names = {file.name for folder in FOLDERS for file in (root / folder).rglob("*")} | \
                     {file.name for file in root.iterdir()}

    def has(self, word, path):
        """True if a word of the file `path` names a file or folder."""
        homes = (*HOMES, str(pathlib.PurePath(path).parent))
        return any((self.root / home / word).exists() for home in homes)


def check_paths(tree, path, prose):
    for match in PATH.finditer(prose):
        word = match.group().rstrip(".-")
        if not tree.has(word, path) and not PLACEHOLDER.search(word):
            yield match.start(), f"{word} does not exist"
    for sentence in VERIFIED.finditer(prose):
        for match in SOURCE_NAME.finditer(sentence.group()):
            if match.group() not in tree.names:
                yield sentence.start() + match.start(), f"{match.group()} does not exist"


def check_equations(prose):
    for match in EQUATION.finditer(prose):
        for number in re.findall(r"\d+", match.group(1)):
            if int(number) > HIGHEST_EQUATION:
                yield match.start(), f"Eq. {number} does not exist (equations are 0 to {HIGHEST_EQUATION})"


def check_links(tree, path, text):
    for match in LINK.finditer(text):
        if "://" in match.group(1) or match.group(1).startswith("mailto:"):
            continue
        target, _, section = match.group(1).partition("#")
        reached = os.path.normpath(pathlib.PurePath(path).parent / target) if target else path
        file = tree.root / reached
        if target and not file.exists():
            yield match.start(1), f"the link to {target} leads nowhere"
        elif section and file.suffix == ".md" and section not in sections_of(file.read_text() if target else text):
            yield match.start(1), f"{reached} has no section #{section}"
        elif ARCHIVED.match(path) and not ARCHIVED.match(reached):
            yield match.start(1), f"the link to {target} leads out of the archive, which has only this page"


def sections_of(page):
    """What a link to a section of the page may name: its headings as GitHub names them, and its anchors."""
    texts = (re.sub(r"\]\([^)]*\)", "", heading).lower() for heading in HEADING.findall(page))
    words = (re.sub(r"[^\w\- ]", "", text) for text in texts)
    return {heading.strip().replace(" ", "-") for heading in words} | set(ANCHOR.findall(page))


def check_words(path, text):
    flat, positions = collapse(path, text)
    for pattern, instead in PHRASES:
        for match in pattern.finditer(flat):
            yield positions[match.start()], f'"{match.group().strip()}" ({instead})'
    if pathlib.PurePath(path).suffix in CPP:
        for match in VARIABLE_OF.finditer(blank_comments(text)):
            yield match.start(), "a variable named `of` (use a noun)"


def check_file(tree, path, text):
    """All violations of one file, as (line, message)."""
    prose = prose_of(path, text)
    found = [*check_paths(tree, path, prose), *check_equations(prose), *check_words(path, text)]
    if path.endswith(".md"):
        found += check_links(tree, path, text)
    return sorted({(text.count("\n", 0, position) + 1, message) for position, message in found})


def files_of(root):
    for folder in FOLDERS:
        yield from sorted((root / folder).rglob("*"))
    yield from sorted(root.glob("*.*"))


def check_tree(root):
    """Violations of the tree, as lines of text, and the number of files read."""
    tree, messages, n_files = Tree(root), [], 0
    for file in files_of(root):
        path = file.relative_to(root).as_posix()
        is_text = file.suffix in CPP | HASH | {".py", ".md"} or file.name == "CMakeLists.txt"
        if file.is_file() and is_text and file.name not in ("check_references.py", "check_references_test.py"):
            n_files += 1
            messages += [f"{path}:{line}: {message}" for line, message in
                         check_file(tree, path, file.read_text("utf-8"))]
    return messages, n_files


if __name__ == "__main__":
    report_on_tree(check_tree)
