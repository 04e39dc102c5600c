"""Two results compared: which inputs differ, and what that does to P(kill), path by path."""
from __future__ import annotations

import json
import os
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from . import frames, program
from .result import Result

if TYPE_CHECKING:
    from .charts.plot import DifferencePlot


class Difference:
    """What the result b has that a has not."""

    def __init__(self, a: Result, b: Result, scenario: str | None = None) -> None:
        """Compares the first scenarios of both, or those of one name. Raises KillshotError where the random numbers
        are not the same."""
        self.a, self.b = a, b
        selection = [] if scenario is None else ["--scenario", scenario]
        self._scenario = scenario
        self._told: dict[str, Any] = json.loads(program.call(["diff", a.path, b.path, "--json", *selection]))

    @property
    def names(self) -> tuple[str, str]:
        """What to call the two results: their scenarios, or their files where those are the same."""
        scenarios = tuple(result.show(self._scenario)["scenario"] for result in (self.a, self.b))
        files = (self.a.path.name, self.b.path.name)
        first, second = files if scenarios[0] == scenarios[1] and files[0] != files[1] else scenarios
        return first, second

    @cached_property
    def inputs(self) -> pd.DataFrame:
        """Inputs whose values differ: project (missing for the sector's), parameter, a, b, unit; NaN where a result
        has no such input."""
        return differing_inputs(*(frames.inputs(result.show(self._scenario)) for result in (self.a, self.b)))

    @cached_property
    def differences(self) -> pd.DataFrame:
        """P(kill) of each network in both (p_a, p_b) on the paths that they share, and difference = p_b - p_a with its
        interval (low, high); n10: paths killed only in b, n01: only in a, as in `killshot diff --json`."""
        return pd.DataFrame([
            {"project": network["name"], "p_a": network["p_kill_there"], "p_b": network["p_kill_here"],
             "difference": network["difference"], "low": network["low"], "high": network["high"],
             "n10": network["n10"], "n01": network["n01"]}
            for network in self._told["networks"]
        ])

    @property
    def plot(self) -> DifferencePlot:
        """Charts, as in ks.diff(a, b).plot.differences()."""
        from .charts.plot import DifferencePlot

        return DifferencePlot(self)


def differing_inputs(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """The rows of two frames of inputs whose values differ, as Difference.inputs has them."""
    both = a.merge(b, how="outer", on=["project", "parameter"], suffixes=("_a", "_b"), sort=False)
    differ = both[(both["value_a"] != both["value_b"]) & ~(both["value_a"].isna() & both["value_b"].isna())]
    return pd.DataFrame({
        "project": differ["project"], "parameter": differ["parameter"], "a": differ["value_a"],
        "b": differ["value_b"], "unit": differ["unit_a"].fillna(differ["unit_b"]),
    }).reset_index(drop=True)


def diff(
    a: Result | str | os.PathLike[str], b: Result | str | os.PathLike[str], scenario: str | None = None,
) -> Difference:
    """Compares two results of the same seed: files, or what open() and run() return.

    scenario: the one to compare, where the files hold several (default: the first).
    """
    first, second = (result if isinstance(result, Result) else Result(result) for result in (a, b))
    return Difference(first, second, scenario)
