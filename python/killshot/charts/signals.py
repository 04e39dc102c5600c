"""What a reading at the decision month says about a kill later."""
from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from .theme import BLUE, GREY, ORANGE, WIDTH, percent_axis

GROUPS = ("lowest", "middle", "highest")


def signal_chart(signals: pd.DataFrame) -> Any:
    """P(kill later) where each signal stood lowest, in the middle and highest, with exact intervals.

    signals: the rows of Result.signals of one network.
    """
    frame = signals.dropna(subset=["p"])
    said = {"raises": "a high reading raises", "lowers": "a high reading lowers"}
    frame = frame.assign(title=[f"{title}: {said.get(verdict, verdict)}" for title, verdict in
                                zip(frame["title"], frame["verdict"], strict=True)])
    frame = frame[["title", "group", "p", "low", "high", "trials", "verdict"]].reset_index(drop=True)
    y = alt.Y("title:N").sort(list(dict.fromkeys(frame["title"]))).title(None).axis(labelFontSize=12, grid=False)
    offset = alt.YOffset("group:N").sort(list(GROUPS))
    colour = alt.Color("group:N").scale(domain=list(GROUPS), range=[BLUE, GREY, ORANGE])
    base = alt.Chart(frame).encode(y=y, yOffset=offset, color=colour)
    bars = base.mark_rule(strokeWidth=2).encode(
        x=alt.X("low:Q", axis=percent_axis("P(kill later), given the reading")), x2="high:Q")
    dots = base.mark_point(filled=True, size=60, opacity=1).encode(
        x="p:Q", shape=alt.Shape("group:N").scale(domain=list(GROUPS), range=["circle", "square", "diamond"]),
        tooltip=[alt.Tooltip("title:N", title="signal"), alt.Tooltip("group:N", title="reading"),
                 alt.Tooltip("p:Q", title="P(kill later)", format=".1%"), alt.Tooltip("low:Q", format=".1%"),
                 alt.Tooltip("high:Q", format=".1%"), alt.Tooltip("trials:Q", title="futures", format=","),
                 alt.Tooltip("verdict:N", title="a high reading")])
    return alt.layer(bars, dots).properties(
        width=WIDTH, height=12 * len(GROUPS) * frame["title"].nunique(),
        title=alt.Title("What the signals say",
                        subtitle="where the signal stood in its lowest, middle and highest bin"))
