"""Two results compared on the same random numbers."""
from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from .theme import BLUE, GREY, ORANGE, WIDTH, percent_axis


def comparison_chart(differences: pd.DataFrame, *, names: tuple[str, str] = ("A", "B")) -> Any:
    """P(kill) of each network in both results (a dumbbell), and the paired difference with its interval.

    differences: the frame of ks.diff(a, b).
    """
    frame = differences.assign(size=differences["difference"].abs()).reset_index(drop=True)
    y = alt.Y("project:N").sort(field="size", order="descending").title(None).axis(labelFontSize=12, grid=False)
    base = alt.Chart(frame).encode(y=y)
    axis = percent_axis("probability of the kill shot by the horizon")
    rule = base.mark_rule(strokeWidth=3, color=GREY, opacity=0.6).encode(x=alt.X("p_a:Q", axis=axis), x2="p_b:Q")
    long = frame.melt(id_vars=["project", "size"], value_vars=["p_a", "p_b"], var_name="side", value_name="p")
    long = long.replace({"side": {"p_a": names[0], "p_b": names[1]}})
    dots = alt.Chart(long).mark_point(filled=True, size=90, opacity=1).encode(
        y=y, x=alt.X("p:Q"),
        color=alt.Color("side:N").scale(domain=list(names), range=[BLUE, ORANGE]),
        shape=alt.Shape("side:N").scale(domain=list(names), range=["circle", "diamond"]),
        tooltip=[alt.Tooltip("project:N", title="network"), alt.Tooltip("side:N", title="result"),
                 alt.Tooltip("p:Q", title="P(kill)", format=".2%")])
    return alt.layer(rule, dots).properties(
        width=WIDTH, height=24 * len(frame),
        title=alt.Title("What the change does to P(kill)", subtitle="both results on the same random numbers"))


def difference_chart(differences: pd.DataFrame) -> Any:
    """The paired difference of each network with its interval; those whose interval holds 0 are grey."""
    frame = differences.assign(
        size=differences["difference"].abs(),
        clear=(differences["low"] > 0) | (differences["high"] < 0)).reset_index(drop=True)
    y = alt.Y("project:N").sort(field="size", order="descending").title(None).axis(labelFontSize=12, grid=False)
    colour = alt.condition("datum.clear", alt.value(BLUE), alt.value(GREY))
    base = alt.Chart(frame).encode(y=y, color=colour)
    zero = alt.Chart(pd.DataFrame({"zero": [0.0]})).mark_rule(color=GREY, strokeDash=[3, 3]).encode(x="zero:Q")
    bars = base.mark_rule(strokeWidth=2.5).encode(
        x=alt.X("low:Q", axis=percent_axis("second less first, paired")), x2="high:Q")
    dots = base.mark_circle(size=70, opacity=1).encode(
        x="difference:Q", tooltip=[alt.Tooltip("project:N", title="network"),
                                   alt.Tooltip("difference:Q", format="+.2%"), alt.Tooltip("low:Q", format="+.2%"),
                                   alt.Tooltip("high:Q", format="+.2%"),
                                   alt.Tooltip("n10:Q", title="killed only in the second", format=","),
                                   alt.Tooltip("n01:Q", title="killed only in the first", format=",")])
    return alt.layer(zero, bars, dots).properties(
        width=WIDTH, height=24 * len(frame),
        title=alt.Title("Paired difference in P(kill)", subtitle="bars: its interval; grey where that holds 0"))
