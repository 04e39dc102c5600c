#!/usr/bin/env python3
"""Builds the wheel, installs it into a fresh virtual environment, and uses it as a person does who has nothing else.

usage: wheel_test.py SOURCE REQUIREMENTS     REQUIREMENTS: versions of what the package needs
"""
from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

SOURCE, REQUIREMENTS = (Path(argument).resolve() for argument in sys.argv[1:3])
NOTEBOOK = """
import nbformat, sys
from nbclient import NotebookClient
book = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(book, timeout=600, resources={"metadata": {"path": "notebooks"}}).execute()
"""


class Installed(unittest.TestCase):
    folder: Path

    @classmethod
    def setUpClass(cls) -> None:
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = Path(temporary.name)
        cls.run_in_folder(sys.executable, "-m", "venv", "venv")
        begin = time.monotonic()
        cls.run_in_folder("venv/bin/pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", "wheels", str(SOURCE))
        print(f"wheel built in {time.monotonic() - begin:.0f} s")
        wheels = [str(wheel) for wheel in (cls.folder / "wheels").glob("killshot-*.whl")]
        cls.run_in_folder("venv/bin/pip", "install", "--quiet", "--constraint", str(REQUIREMENTS), *wheels,
                          "nbclient", "ipykernel")

    @classmethod
    def run_in_folder(cls, *command: str) -> str:
        environment = {key: value for key, value in os.environ.items() if key not in ("KILLSHOT", "PYTHONPATH")}
        environment["PATH"] = f"{cls.folder}/venv/bin:{environment['PATH']}"
        done = subprocess.run(command, cwd=cls.folder, env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode != 0:
            raise AssertionError(f"{' '.join(command)}: status {done.returncode}\n{done.stdout}")
        return done.stdout

    def test_1_the_program_finds_its_scenarios(self) -> None:
        self.run_in_folder("killshot", "run", "base", "--paths", "2048", "--beliefs", "64", "-o", "base.h5")
        self.assertIn("P(kill)", self.run_in_folder("killshot", "show", "base.h5"))

    def test_2_program_and_package_agree_on_the_version(self) -> None:
        version = self.run_in_folder("python", "-c",
                                     "from importlib.metadata import version; print(version('killshot'))")
        self.assertIn(version.strip(), self.run_in_folder("killshot", "--version"))

    def test_3_the_package_runs_the_program(self) -> None:
        said = self.run_in_folder("python", "-c", "import killshot; print(killshot.run('base', paths=64, beliefs=0))")
        self.assertIn("14 networks", said)

    def test_4_report_and_parquet(self) -> None:
        self.run_in_folder("killshot", "report", "base.h5", "-o", "base.html")
        self.run_in_folder("killshot", "export", "base.h5", "-o", "tables", "--parquet")
        self.assertTrue((self.folder / "tables" / "verdict.parquet").exists())

    def test_5_the_first_notebook(self) -> None:
        for name in ("results", "notebooks"):
            (self.folder / name).mkdir()
        (self.folder / "base.h5").rename(self.folder / "results" / "base.h5")
        self.run_in_folder("python", "-c", NOTEBOOK, str(SOURCE / "notebooks" / "01_first_look.ipynb"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], failfast=True)
