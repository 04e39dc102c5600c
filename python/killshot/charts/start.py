"""Where fans begin: the value of an output at the start of the run, which the file keeps among its inputs."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import pandas as pd

Inputs = Mapping[str, float]

#: Output: its value at t0 from the inputs of the network (or of the sector) by the last part of their names. Outputs
#: that are an index are 1 at the start; what Eq. 19 computes instead of reading it is left out.
STARTS: Final[dict[str, Callable[[Inputs, Inputs], float]]] = {
    "cost_ratio": lambda own, sector: own["cost_ratio0"],
    "cost_per_mtok": lambda own, sector: own["cost_ratio0"] * sector["token_price0"],
    "utilization": lambda own, sector: own["utilization0"],
    "token_price": lambda own, sector: own["token_price0"],
    "spend_usd": lambda own, sector: own["spend0_usd"] / 12.0,
    "tail_share": lambda own, sector: own["tail_share0"],
    "margin": lambda own, sector: own["margin0"],
    "gpus": lambda own, sector: 1.0,
    "central_cost_per_mtok": lambda own, sector: sector["token_price0"],
    "open_price": lambda own, sector: sector["open_price0"],
    "demand": lambda own, sector: 1.0,
    "effective_price": lambda own, sector: 1.0,
    "compute_price": lambda own, sector: 1.0,
}


def with_start(curves: pd.DataFrame, inputs: pd.DataFrame, start: str) -> pd.DataFrame:
    """`curves` of one network or of the sector, with month 0 put before the outputs whose start is an input.

    inputs: Result.inputs of that network and of the sector. start: the day of t0.
    """
    shared = inputs["project"].isna()
    sector, own = (_by_name(inputs[rows]) for rows in (shared, ~shared))
    firsts = curves.drop_duplicates("output")
    begin = []
    for row in firsts.to_dict("records"):
        at_start = STARTS.get(str(row["output"]))
        if at_start is None or pd.isna(row["q50"]):
            continue
        try:
            value = at_start(own, sector)
        except KeyError:
            continue
        begin.append({**row, "month": 0, "date": pd.Timestamp(start),
                      **{c: value for c in row if c == "mean" or (str(c).startswith("q") and str(c)[1:].isdigit())}})
    if not begin:
        return curves
    return pd.concat([pd.DataFrame(begin), curves], ignore_index=True)


def _by_name(inputs: pd.DataFrame) -> dict[str, float]:
    return {str(key).rsplit(".", 1)[-1]: float(value)
            for key, value in zip(inputs["parameter"], inputs["value"], strict=True) if not pd.isna(value)}
