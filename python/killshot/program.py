"""Finds the program `killshot` and calls it."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

PROGRESS: Final = re.compile(r"[\d,]+ of [\d,]+ paths \(")


class KillshotError(Exception):
    """What the program, or this package, has to say about a request that failed: the problem, why, and what to do."""


def find() -> str:
    """Path of the program: $KILLSHOT, else beside this Python, else on the PATH."""
    if named := os.environ.get("KILLSHOT"):
        return named
    beside = Path(sys.executable).parent / "killshot"
    if beside.is_file():
        return str(beside)
    if found := shutil.which("killshot"):
        return found
    raise KillshotError("the program killshot is missing (neither beside this Python nor on the PATH); install it with "
                        "`pip install .` in the source tree, or set KILLSHOT to its path")


def call(arguments: Sequence[str | os.PathLike[str]], progress: Callable[[str], None] | None = None) -> str:
    """Standard output of the program. Where it fails, its message on standard error becomes a KillshotError.

    progress: is given each line that tells how far a run is.
    """
    command = [find(), *(os.fspath(argument) for argument in arguments)]
    # A file takes any amount of output, while a pipe that nobody reads would stop the program.
    with tempfile.TemporaryFile() as output:
        try:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.PIPE,
                                       text=True, encoding="utf-8", errors="replace")
        except OSError as error:
            raise KillshotError(f"{command[0]}: cannot be started ({error.strerror}); set KILLSHOT to the path of the "
                                f"program") from error
        with process:
            try:
                messages = _messages(process.stderr or (), progress)
            except BaseException:
                process.terminate()
                raise
        if process.returncode != 0:
            raise KillshotError(messages or f"{' '.join(command)}: ended with status {process.returncode}")
        output.seek(0)
        return output.read().decode("utf-8", errors="replace")


def _messages(lines: Iterable[str], progress: Callable[[str], None] | None) -> str:
    """The lines that do not tell how far a run is; those that do are passed on."""
    messages: list[str] = []
    for line in lines:
        if not PROGRESS.match(line):
            messages.append(line)
        elif progress is not None:
            progress(line.rstrip("\n"))
    return "".join(messages).strip()


class ProgressLine:
    """One line that is overwritten as a run goes on: below the cell of a notebook, or on a terminal."""

    def __init__(self) -> None:
        in_notebook = "ipykernel" in sys.modules
        self._stream = sys.stdout if in_notebook else sys.stderr
        self._is_shown = in_notebook or sys.stderr.isatty()
        self._width = 0

    def __call__(self, line: str) -> None:
        if self._is_shown:
            print("\r" + line.ljust(self._width), end="", file=self._stream, flush=True)
            self._width = len(line)

    def finish(self) -> None:
        """Leaves an empty line behind."""
        if self._width:
            print("\r" + " " * self._width + "\r", end="", file=self._stream, flush=True)
