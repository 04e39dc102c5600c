"""The groups of a result file as one dataset."""
from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import xarray as xr

ENGINE: Final = "h5netcdf"


def read_dataset(path: Path) -> xr.Dataset:
    """The root's variables under their names, those of a group with the group's name before them; read when used."""
    groups = xr.open_groups(path, engine=ENGINE)
    joined = _whole_flags(groups.pop("/"))
    for path_of_group, part in groups.items():
        group = path_of_group.strip("/")
        names = {name: f"{group}_{name}" for name in part.variables if name not in part.dims}
        joined = joined.merge(_whole_flags(part).rename_vars(names), compat="equals", join="exact")
        joined.attrs |= {f"{group}_{name}": value for name, value in part.attrs.items()}
    return joined


def _whole_flags(dataset: xr.Dataset) -> xr.Dataset:
    """Flags as integers again, -1 where they are missing: xarray makes them floats to have NaN."""
    for name, variable in dataset.variables.items():
        if "flag_values" in variable.attrs and variable.dtype.kind == "f":
            dataset[name] = dataset[name].fillna(-1).astype(np.int8, keep_attrs=True)
    return dataset
