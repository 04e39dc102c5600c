"""Runs from Python, and what they say where they fail."""
from __future__ import annotations

import datetime
import os
import sys
from pathlib import Path

import numpy as np
import pytest

import killshot as ks
from killshot import program
from killshot.result import toml

from .conftest import BASE


def test_inputs_that_are_set(base: ks.Result, cheaper: ks.Result) -> None:
    assert cheaper.inputs.set_index("parameter").loc["sector.cut_rate", "value"] == 0.3
    assert cheaper.facts["digest"] != base.facts["digest"]
    assert cheaper.beliefs.empty and cheaper.drivers.empty


def test_a_temporary_file_lasts_as_long_as_its_result() -> None:
    result = ks.run(BASE, paths=64, beliefs=0, seed=5)
    path = result.path
    assert path.exists() and result.facts["seed"] == 5
    del result
    assert not path.exists()


def test_nothing_is_replaced_without_force(base: ks.Result) -> None:
    with pytest.raises(ks.KillshotError, match="base.h5.*--force"):
        ks.run(BASE, paths=64, output=base.path)


def test_the_programs_message_is_the_exceptions() -> None:
    with pytest.raises(ks.KillshotError, match="sector.cut_rat"):
        ks.run(BASE, set={"sector.cut_rat": 0.3}, paths=64)
    with pytest.raises(ks.KillshotError, match="--paths"):
        ks.run(BASE, paths=-1)


def test_missing_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KILLSHOT", str(tmp_path / "nothing"))
    with pytest.raises(ks.KillshotError, match="cannot be started.*set KILLSHOT"):
        ks.run(BASE)
    monkeypatch.delenv("KILLSHOT")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python3"))
    with pytest.raises(ks.KillshotError, match="pip install"):
        ks.run(BASE)


def stand_in(folder: Path, script: str) -> str:
    path = folder / "killshot"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_progress_is_told_apart_from_messages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KILLSHOT", stand_in(tmp_path, "echo '1,024 of 4,096 paths (25%), 1 k paths/s, 3 s to go' >&2\n"
                                                      "echo 'disk full; free some space' >&2; exit 1"))
    lines: list[str] = []
    with pytest.raises(ks.KillshotError, match="^disk full; free some space$"):
        program.call(["run"], lines.append)
    assert lines == ["1,024 of 4,096 paths (25%), 1 k paths/s, 3 s to go"]


def test_much_output_and_progress(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KILLSHOT", stand_in(tmp_path, "head -c 1000000 /dev/zero | tr '\\0' x\n"
                                                      "echo '4,096 of 4,096 paths (100%), 1 k paths/s, 0 s left' >&2"))
    lines: list[str] = []
    assert program.call(["run"], lines.append) == "x" * 1_000_000
    assert len(lines) == 1


def test_a_failure_without_a_message(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KILLSHOT", stand_in(tmp_path, "exit 7"))
    with pytest.raises(ks.KillshotError, match="run: ended with status 7"):
        program.call(["run"])


def test_the_program_beside_python_comes_before_the_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("KILLSHOT", raising=False)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setenv("PATH", os.fspath(elsewhere))
    on_path = stand_in(elsewhere, "exit 0")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python3"))
    assert program.find() == on_path
    beside = stand_in(tmp_path, "exit 0")
    assert program.find() == beside


@pytest.mark.parametrize(("value", "text"), [
    (0.3, "0.3"), (1e-7, "1e-07"), (3, "3"), (True, "true"), (np.float32(0.5), "0.5"), (np.int64(4), "4"),
    ("lists", '"lists"'), ('say "x"', r'"say \"x\""'), ([0.1, 0.2], "[0.1, 0.2]"), (np.array([1.0]), "[1.0]"),
    (datetime.date(2027, 1, 2), "2027-01-02"),
])
def test_values_as_toml(value: object, text: str) -> None:
    assert toml(value) == text


def test_no_toml_for_a_value() -> None:
    with pytest.raises(ks.KillshotError, match="cannot be an input"):
        toml(None)
