"""Tidy data frames from the dataset of a result, or from what `killshot show --json` says of a scenario.

The dataset gives what is counted; statistics that the program works out (intervals, drivers, verdicts on signals) come
from it as JSON and are not computed again.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
import xarray as xr

Shown = Mapping[str, Any]
OfShown = Callable[[Shown], pd.DataFrame]

DIMENSIONS: Final = ("scenario", "project", "reading", "cause", "month", "time", "draw")
GROUPS: Final = ("lowest", "middle", "highest")
BELIEF_QUANTILES: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
BELIEF_QUANTILES_2027: Final = (0.05, 0.95)


def verdict(dataset: xr.Dataset) -> pd.DataFrame:
    missing = xr.full_like(dataset.p_kill, np.nan)

    def stored(name: str, **where: Any) -> xr.DataArray:
        return dataset[name].sel(where) if name in dataset else missing

    columns = {
        "key": dataset.project_key,
        "token": dataset.project_token.where(dataset.project_token != ""),
        "stance": dataset.project_stance,
        "archetype": dataset.project_archetype,
        "p_kill": dataset.p_kill,
        "p_kill_low": stored("p_kill_ci", bound="low"),
        "p_kill_high": stored("p_kill_ci", bound="high"),
        "p_kill_2027": dataset.p_kill_2027,
        "p_kill_2027_low": stored("p_kill_2027_ci", bound="low"),
        "p_kill_2027_high": stored("p_kill_2027_ci", bound="high"),
        "belief_mean": stored("beliefs_p_kill_mean"),
        **{f"belief_{quantile_name(q)}": stored("beliefs_p_kill_q", quantile=q) for q in BELIEF_QUANTILES},
        "belief_2027_mean": stored("beliefs_p_kill_2027_mean"),
        **{f"belief_2027_{quantile_name(q)}": stored("beliefs_p_kill_2027_q", quantile=q)
           for q in BELIEF_QUANTILES_2027},
        "p_kill_given_K1": stored("p_kill_given_K1"),
        "main_cause": _main_cause(dataset) if "n_exit" in dataset else missing,
        "kill_month_median": stored("kill_month_q", quantile=0.5),
        "assumed_share": stored("assumed_share"),
    }
    frame = _frame(columns)
    leading = "belief_mean" if frame["belief_mean"].notna().all() else "p_kill"
    order = {name: position for position, name in enumerate(dataset.scenario.values)}
    return frame.sort_values(["scenario", leading], ascending=[True, False], kind="stable", ignore_index=True,
                             key=lambda column: column.map(order) if column.name == "scenario" else column)


def _main_cause(dataset: xr.Dataset) -> xr.DataArray:
    """The first exit that is most often; None where there is none."""
    firsts = dataset["n_exit"].sum("month")
    most = dataset.cause.values[firsts.argmax("cause").values].astype(object)
    exits = firsts.sum("cause")
    return exits.copy(data=np.where(exits.values > 0, most, None))


def kill_cdf(dataset: xr.Dataset) -> pd.DataFrame:
    columns = ["scenario", "project", "month", "date", "n_kill", "paths", "p"]
    if "n_fired" not in dataset:
        return pd.DataFrame(columns=columns)
    n = dataset.n_fired.sel(cause="kill_shot").cumsum("month")
    return _frame({"date": dataset.month_end, "n_kill": n, "paths": dataset.paths, "p": n / dataset.paths})[columns]


def causes(dataset: xr.Dataset) -> pd.DataFrame:
    columns = ["scenario", "project", "cause", "month", "date", "n", "paths", "p"]
    if "n_exit" not in dataset:
        return pd.DataFrame(columns=columns)
    n = dataset.n_exit.cumsum("month")
    return _frame({"date": dataset.month_end, "n": n, "paths": dataset.paths, "p": n / dataset.paths})[columns]


def conditions(dataset: xr.Dataset) -> pd.DataFrame:
    columns = ["scenario", "project", "condition", "month", "date", "p"]
    if "n_K1" not in dataset:
        return pd.DataFrame(columns=columns)
    counts = {"K1": dataset.n_K1.sel(reading="effective"), "K2": dataset.n_K2, "K2_prices": dataset.n_K2_prices,
              "K3": dataset.n_K3}
    made = [_frame({"date": dataset.month_end, "p": n / dataset.paths}).assign(condition=name)
            for name, n in counts.items()]
    return pd.concat(made, ignore_index=True)[columns]


def curves(dataset: xr.Dataset) -> pd.DataFrame:
    names = [quantile_name(float(q)) for q in dataset["quantile"].values]
    columns = ["scenario", "project", "output", "month", "date", "unit", "mean", *names]
    made = []
    for variable in map(str, dataset.data_vars):
        output = variable.removesuffix("_mean")
        if output == variable or "time" not in dataset[variable].dims:
            continue
        mean = dataset[variable]
        frame = _frame({"month": dataset.report_month, "mean": mean}).rename(columns={"time": "date"})
        quantiles = dataset[f"{output}_q"].transpose(*mean.dims, "quantile").values.reshape(-1, len(names))
        frame = frame.assign(output=output, unit=mean.attrs["units"], **dict(zip(names, quantiles.T, strict=True)))
        made.append(frame.reindex(columns=columns))
    return pd.concat(made, ignore_index=True) if made else pd.DataFrame(columns=columns)


def beliefs(dataset: xr.Dataset) -> pd.DataFrame:
    if "draw" not in dataset.dims:
        return pd.DataFrame(columns=["project", "draw", "p_kill", "p_kill_2027"])
    paths = dataset.beliefs_paths
    return _frame({"p_kill": dataset.beliefs_n_kill / paths, "p_kill_2027": dataset.beliefs_n_kill_2027 / paths})


def signals(shown: Shown) -> pd.DataFrame:
    rows = [
        {"project": network["name"], "signal": name, "title": signal["title"], "group": group,
         **_interval(signal[group]), "trials": (signal[group] or {}).get("trials", 0),
         **{key: signal[key] for key in ("difference", "difference_low", "difference_high", "verdict")}}
        for network in shown["networks"] for name, signal in network["signals"].items() for group in GROUPS
    ]
    return _rows(rows, ["project", "signal", "title", "group", "p", "low", "high", "trials", "difference",
                        "difference_low", "difference_high", "verdict"])


def drivers(shown: Shown) -> pd.DataFrame:
    drawn = shown.get("beliefs")
    ranked = [(None, drawn["drivers"]), *((n["name"], n["drivers"]) for n in drawn["networks"])] if drawn else []
    rows = [
        {"project": project, "kind": kind, "floor": ranking[floor], **driver}
        for project, ranking in ranked
        for kind, list_of, floor in (("single", "inputs", "floor"), ("sum", "sums", "floor_of_sums"))
        for driver in ranking[list_of]
    ]
    return _rows(rows, ["project", "input", "title", "kind", "share", "floor", "p_kill_lowest_tenth",
                        "p_kill_highest_tenth", "stands_out", "status", "n", "source"])


def readings(shown: Shown) -> pd.DataFrame:
    rows = [
        {"project": network["name"], "reading": name, "title": reading["title"], **_interval(reading)}
        for network in shown["networks"] for name, reading in network["readings"].items()
    ]
    return _rows(rows, ["project", "reading", "title", "p", "low", "high"])


def inputs(shown: Shown) -> pd.DataFrame:
    rows = [{**entry, "parameter": entry["key"]} for entry in shown["inputs"]]
    frame = _rows(rows, ["project", "parameter", "meaning", "value", "low", "high", "unit", "status", "n", "source",
                         "as_of", "influence"])
    return frame.assign(as_of=pd.to_datetime(frame["as_of"]))


def quantile_name(probability: float) -> str:
    """0.05: "q05"."""
    return f"q{round(100 * probability):02d}"


def _frame(columns: Mapping[str, xr.DataArray]) -> pd.DataFrame:
    """A row for each point of the axes that the columns have together, the axes first."""
    table = xr.Dataset({name: column.reset_coords(drop=True) for name, column in columns.items()})
    table = table.drop_vars([name for name in table.coords if name not in table.dims])
    order = [name for name in DIMENSIONS if name in table.dims]
    return table.to_dataframe(dim_order=order).reset_index()


def _interval(estimate: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"p": estimate["estimate"], "low": estimate["low"], "high": estimate["high"]} if estimate else {}


def _rows(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns))
