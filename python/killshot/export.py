"""The tables of a result as Parquet: what `killshot export` writes as CSV, with the types of its data dictionary."""
from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from . import program
from .program import KillshotError

DICTIONARY: Final = "data_dictionary.csv"
TYPES: Final = {"text": pa.string(), "integer": pa.int64(), "real": pa.float64(), "date": pa.date32()}


def export_parquet(
    file: str | os.PathLike[str], folder: str | os.PathLike[str], *, scenario: str | None = None, force: bool = False,
) -> list[str]:
    """Writes every table as TABLE.parquet into `folder`, and the data dictionary last. Returns the files' names.

    The unit and the meaning of a column are in the metadata of its field too. scenario: the only one to write. force:
    replaces existing files. Raises KillshotError where a file exists, or the result is not one.
    """
    target = Path(folder)
    selection = [] if scenario is None else ["--scenario", scenario]
    with tempfile.TemporaryDirectory(prefix="killshot-") as name:
        written = Path(name)
        program.call(["export", file, "--output", written, *selection])
        dictionary = pd.read_csv(written / DICTIONARY, keep_default_na=False)
        tables = {f"{table}.parquet": _table(written / f"{table}.csv", columns)
                  for table, columns in dictionary.groupby("table", sort=False)}
        names = [*tables, DICTIONARY]
        existing = [name for name in names if (target / name).exists()]
        if existing and not force:
            raise KillshotError(f"{target / existing[0]} exists; give another folder, or --force to replace it")
        target.mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            part = target / f"{name}.part"
            pyarrow.parquet.write_table(table, part)
            part.replace(target / name)
        shutil.copyfile(written / DICTIONARY, target / DICTIONARY)
    return names


def _table(path: Path, columns: pd.DataFrame) -> pa.Table:
    """A CSV table; columns: its part of the data dictionary."""
    schema = pa.schema([
        pa.field(row["column"], TYPES[row["type"]], metadata={"unit": row["unit"], "meaning": row["meaning"]})
        for row in columns.to_dict("records")
    ])
    table = pyarrow.csv.read_csv(
        path, parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types={field.name: field.type for field in schema}, null_values=[""], strings_can_be_null=True))
    return table.cast(schema)
