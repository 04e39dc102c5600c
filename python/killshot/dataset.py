"""The groups of a result file as one dataset."""
from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any, Final

import numpy as np
import xarray as xr

#: The netCDF library opens the many variables of a file ten times as fast as h5netcdf.
ENGINE: Final = "netcdf4"


def read_dataset(path: Path) -> xr.Dataset:
    """The root's variables under their names, those of a group with the group's name before them; read when used."""
    variables: dict[Hashable, xr.Variable] = {}
    attributes: dict[Hashable, Any] = {}
    for path_of_group, part in xr.open_groups(path, engine=ENGINE).items():
        group = path_of_group.strip("/")
        prefix = f"{group}_" if group else ""
        for name, variable in part.variables.items():
            # Every group repeats the coordinates that it uses, with equal values.
            variables[name if name in part.dims else f"{prefix}{name}"] = _whole_flags(variable)
        attributes |= {f"{prefix}{name}": value for name, value in part.attrs.items()}
    return xr.Dataset(variables, attrs=attributes)


def _whole_flags(variable: xr.Variable) -> xr.Variable:
    """Flags as integers again, -1 where they are missing: xarray makes them floats to have NaN."""
    if "flag_values" not in variable.attrs or variable.dtype.kind != "f":
        return variable
    return variable.copy(data=np.nan_to_num(variable.values, nan=-1).astype(np.int8))
