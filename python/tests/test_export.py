"""Parquet has the tables of the CSV export, and both have the rows of the data frames."""
from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

import killshot as ks
from killshot import program
from killshot.__main__ import main
from killshot.export import DICTIONARY

FRAMES = ["verdict", "kill_cdf", "causes", "curves", "conditions", "signals", "drivers", "readings", "beliefs",
          "inputs"]


@pytest.fixture(scope="module")
def csv(base: ks.Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("csv")
    program.call(["export", base.path, "-o", folder])
    return folder


@pytest.fixture(scope="module")
def parquet(base: ks.Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parquet")
    assert main(["export", str(base.path), "-o", str(folder), "--parquet"]) == 0
    return folder


def read_csv(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, keep_default_na=False, na_values=[""])


def test_every_table_is_there(csv: Path, parquet: Path) -> None:
    tables = {path.stem for path in csv.glob("*.csv")} - {"data_dictionary"}
    assert tables == {*FRAMES, "provenance"}
    assert {path.stem for path in parquet.glob("*.parquet")} == tables
    assert (parquet / DICTIONARY).read_bytes() == (csv / DICTIONARY).read_bytes()


@pytest.mark.parametrize("table", [*FRAMES, "provenance"])
def test_parquet_has_the_rows_of_the_csv(csv: Path, parquet: Path, table: str) -> None:
    expected, found = read_csv(csv / f"{table}.csv"), pd.read_parquet(parquet / f"{table}.parquet")
    assert list(found) == list(expected)
    for column in found:
        if found[column].map(lambda value: hasattr(value, "isoformat")).any():
            found[column] = found[column].astype("string")
    pd.testing.assert_frame_equal(found, expected, check_dtype=False, check_exact=True)


@pytest.mark.parametrize("table", FRAMES)
def test_the_data_frame_has_the_rows_of_the_csv(base: ks.Result, csv: Path, table: str) -> None:
    expected, found = read_csv(csv / f"{table}.csv"), getattr(base, table).copy()
    assert list(found) == list(expected)
    for column in found.select_dtypes("datetime"):
        found[column] = found[column].dt.strftime("%Y-%m-%d")
    if "stands_out" in found:
        found["stands_out"] = found["stands_out"].astype(int)
    keys = [column for column in ("project", "parameter", "input", "kind", "output", "condition", "cause", "reading",
                                  "signal", "group", "draw", "month") if column in found]
    if table != "verdict":  # whose order is part of it
        found, expected = (frame.sort_values(keys, ignore_index=True) for frame in (found, expected))
    pd.testing.assert_frame_equal(found, expected, check_dtype=False, rtol=1e-6)


def test_duckdb_reads_both(csv: Path, parquet: Path, base: ks.Result) -> None:
    for pattern in (csv / "verdict.csv", parquet / "verdict.parquet"):
        rows = duckdb.execute(f"SELECT project, p_kill FROM '{pattern}' ORDER BY p_kill DESC").fetchall()
        expected = base.verdict.sort_values("p_kill", ascending=False)[["project", "p_kill"]]
        assert rows == [tuple(row) for row in expected.itertuples(index=False)]


def test_types_units_and_meanings(parquet: Path) -> None:
    import pyarrow.parquet

    schema = pyarrow.parquet.read_schema(parquet / "kill_cdf.parquet")
    assert [str(field.type) for field in schema] == ["string", "int64", "date32[day]", "int64", "int64", "double"]
    assert schema.field("month").metadata[b"unit"] == b"month"
    assert schema.field("p").metadata[b"meaning"] == b"n_kill over paths"


def test_nothing_is_replaced_without_force(base: ks.Result, parquet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["export", str(base.path), "-o", str(parquet), "--parquet"]
    assert main(arguments) == 1
    assert capsys.readouterr().err == (
        f"{parquet}/verdict.parquet exists; give another folder, or --force to replace it\n")
    assert main([*arguments, "--force"]) == 0


def test_the_programs_message_reaches_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(tmp_path / "nothing.h5"), "-o", str(tmp_path / "out"), "--parquet"]) == 1
    assert "nothing.h5" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made(base: ks.Result, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["export", str(base.path), "-o", str(tmp_path / "file"), "--parquet"]) == 1
    assert capsys.readouterr().err == f"{tmp_path}/file: File exists\n"
