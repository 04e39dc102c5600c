"""Result.plot and Difference.plot: one line a chart.

    result.plot.verdict()
    result.plot.costs("akash").save("akash.svg")      # .png and .svg are written without a browser
"""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from . import causes, comparison, costs, drivers, fan, signals, verdict
from .start import with_start
from .theme import NETWORK, TEAL, themed

if TYPE_CHECKING:
    from ..difference import Difference
    from ..result import Result


class Plot:
    """Charts of one result. `project` is a network's name, key or ticker, in any case."""

    def __init__(self, result: Result) -> None:
        self._result = result

    def verdict(self) -> Any:
        """P(kill) of every network: its range over beliefs, its mean and its stated value."""
        return themed(verdict.verdict_chart(self._result.verdict))

    def costs(self, project: str) -> Any:
        """Both cost curves on a log axis, the ratio between them, and when K1 to K3 hold."""
        own, sector = self._own(self._result.curves, project), self._own(self._result.curves, None)
        conditions = self._own(self._result.conditions, project)
        discount = self.discount
        return themed(alt.vconcat(
            costs.cost_chart(self._begin(own, project), self._begin(sector, None),
                             conditions[conditions["condition"] == "K2"], discount=discount),
            costs.ratio_chart(self._begin(own, project), discount=discount),
            causes.condition_chart(self._own(self._result.conditions, None), conditions),
        ).resolve_scale(color="independent"))

    def causes(self, project: str) -> Any:
        """What ends a network first, and by when."""
        return themed(causes.cause_chart(self._own(self._result.causes, project),
                                         self._own(self._result.kill_cdf, project)))

    def curve(self, output: str, project: str | None = None) -> Any:
        """The fan of one output of a network, or of the sector where no project is given."""
        curves = self._begin(self._own(self._result.curves, project), project)
        return themed(fan.output_chart(curves, output, colour=NETWORK if project else TEAL))

    def utilization(self, project: str | None = None) -> Any:
        """Utilization of a network's GPUs; across all networks where no project is given."""
        return self.curve("utilization" if project else "sector_utilization", project)

    def emission(self, project: str) -> Any:
        """What a network pays its suppliers in tokens, in USD a month."""
        return self.curve("emission_usd", project)

    def subsidy(self, project: str) -> Any:
        """The share of suppliers' income that is subsidy."""
        return self.curve("subsidy_share", project)

    def drivers(self, project: str | None = None) -> Any:
        """The inputs that P(kill) depends on most: of a network, or of the mean over all."""
        return themed(drivers.driver_chart(self._own(self._result.drivers, project)))

    def signals(self, project: str) -> Any:
        """What readings at the decision month say about a kill later."""
        return themed(signals.signal_chart(self._own(self._result.signals, project)))

    def beliefs(self, project: str | None = None) -> Any:
        """How P(kill) spreads over the draws of the inputs: of a network, or of each."""
        frame = self._result.beliefs
        return themed(verdict.belief_chart(self._own(frame, project) if project else frame))

    @property
    def discount(self) -> float:
        """The share below the centralised cost that buyers want of a decentralised network."""
        return float(self._result.facts["kill_shot"]["discount_required"])

    def _own(self, frame: pd.DataFrame, project: str | None) -> pd.DataFrame:
        """The rows of one network, or those of the sector."""
        if project is None:
            return frame[frame["project"].isna()]
        return frame[frame["project"] == self._result.name_of(project)]

    def _begin(self, curves: pd.DataFrame, project: str | None) -> pd.DataFrame:
        inputs = self._result.inputs
        shared = inputs["project"].isna()
        own = inputs if project is None else inputs[shared | (inputs["project"] == self._result.name_of(project))]
        return with_start(curves, own[shared[own.index]] if project is None else own, self._result.facts["start"])


class DifferencePlot:
    """Charts of two results compared."""

    def __init__(self, difference: Difference) -> None:
        self._difference = difference

    def differences(self) -> Any:
        """P(kill) of each network in both results, and the paired difference with its interval."""
        frame = self._difference.differences
        return themed(alt.vconcat(comparison.comparison_chart(frame, names=self._difference.names),
                                  comparison.difference_chart(frame)).resolve_scale(color="independent"))
