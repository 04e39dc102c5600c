"""The part that compares on the same random numbers: the first result with the others, or the scenarios of a batch."""
from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import diff, frames, program
from ..charts.comparison import comparison_chart, difference_chart
from ..difference import differing_inputs
from .data import Charts
from .formats import percent, points
from .page import Figure

if TYPE_CHECKING:
    from ..result import Result

#: Scenarios of a batch that are shown in full: those that differ most from the first on average over the networks.
MOST_IN_FULL = 6
#: Scenarios of a batch in the table of all; a larger batch shows those that differ most.
MOST_IN_TABLE = 200


def comparisons(results: Sequence[Result], charts: Charts) -> dict[str, Any]:
    """What the page compares: `overview`, the scenarios of a batch, and `pairs`, those shown in full."""
    overview = _overview(results[0]) if results[0].has_several else []
    pairs = [_scenario_pair(results[0], row["scenario"], charts) for row in overview[:MOST_IN_FULL]]
    for other in results[1:]:
        difference = diff(results[0], other)
        pairs.append(_pair(difference.names, difference.inputs, difference.differences, charts))
    return {"overview": overview, "first": results[0].scenarios[0], "pairs": pairs}


def _overview(result: Result) -> list[dict[str, Any]]:
    """Every scenario but the first, those that differ most before the others."""
    shown = json.loads(program.call(["show", result.path, "--json"]))
    rows = [row for row in shown["differences_from_first"][1:] if row["difference"] is not None]
    return sorted(rows, key=lambda row: -abs(row["difference"]))[:MOST_IN_TABLE]


def _scenario_pair(result: Result, scenario: str, charts: Charts) -> dict[str, Any]:
    """A scenario of a batch against the first, from the file's /diff."""
    first = result.scenarios[0]
    rows = result.dataset.sel(scenario=scenario)
    differences = pd.DataFrame({
        "project": result.projects,
        "p_a": result.dataset["p_kill"].sel(scenario=first).values,
        "p_b": rows["p_kill"].values,
        "difference": rows["diff_d_p_kill"].values,
        "low": rows["diff_d_p_kill_ci"].sel(bound="low").values,
        "high": rows["diff_d_p_kill_ci"].sel(bound="high").values,
        "n10": rows["diff_n10"].values,
        "n01": rows["diff_n01"].values,
    })
    inputs = differing_inputs(frames.inputs(result.show(first)), frames.inputs(result.show(scenario)))
    return _pair((first, scenario), inputs, differences, charts)


def _pair(names: tuple[str, str], inputs: pd.DataFrame, differences: pd.DataFrame, charts: Charts) -> dict[str, Any]:
    frame = differences.assign(size=differences["difference"].abs()).sort_values("size", ascending=False)
    largest = frame.iloc[0]
    words = (f"The largest difference is that of {largest['project']}: {percent(largest['p_a'])} against "
             f"{percent(largest['p_b'])}, {points(largest['difference'])} points.")
    figures = []
    for kind, chart in (("dumbbells", comparison_chart(differences, names=names)),
                        ("differences", difference_chart(differences))):
        name = f"{names[0]} to {names[1]}/{kind}"
        title = charts.add(name, chart)
        figures.append(Figure(name, title["title"], title["subtitle"], words))
    return {"first": names[0], "second": names[1], "inputs": inputs.to_dict("records"),
            "differences": frame.to_dict("records"), "figures": figures}
