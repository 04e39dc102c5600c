"""Every notebook runs from top to bottom, and is committed without outputs."""
from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

import killshot as ks

from .conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def test_all_are_there() -> None:
    assert NAMES == ["01_first_look", "02_by_cause_and_date", "03_cost_curves_and_parity", "04_signals_and_drivers",
                     "05_scenarios_and_beliefs", "06_benchmarks"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_committed_without_outputs(path: Path) -> None:
    for cell in read(path).cells:
        assert not cell.get("outputs"), f"{path}: has outputs; clear them before committing"
        assert cell.get("execution_count") is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_opens_with_a_question_and_ends_with_what_to_try_next(path: Path) -> None:
    cells = read(path).cells
    assert cells[0].source.splitlines()[0].endswith("?")
    assert cells[-1].source.startswith("## What to try next")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_runs(path: Path, base: ks.Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "results").mkdir()
    shutil.copyfile(base.path, tmp_path / "results" / "base.h5")
    folder = tmp_path / "notebooks"
    folder.mkdir()
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "python"), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    where = {"metadata": {"path": str(folder)}}
    NotebookClient(read(path), timeout=600, kernel_name="python3", resources=where).execute()
