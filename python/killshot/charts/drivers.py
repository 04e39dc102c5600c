"""Which inputs P(kill) depends on most."""
from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from .theme import BLUE, ORANGE, WIDTH, percent_axis


def outstanding(drivers: pd.DataFrame) -> pd.DataFrame:
    """The rows of one ranking in Result.drivers that stand out from noise, the most influential first.

    Where the sum of an input over the networks stands out, it stands for the networks' own.
    """
    sums = drivers[drivers["stands_out"] & (drivers["kind"] == "sum")]
    single = drivers[drivers["stands_out"] & (drivers["kind"] == "single")]
    own = single["input"].str.match(r"networks\.[^*.]+\.")
    name = single["input"].str.replace(r"^networks\.[^.]+\.", "", regex=True)
    rows = pd.concat([sums, single[~(own & name.isin(sums["input"]))]])
    return rows.sort_values("share", ascending=False, kind="stable")


def driver_chart(drivers: pd.DataFrame, *, count: int = 12) -> Any:
    """P(kill) in the lowest and in the highest tenth of each input, the most influential first (a tornado).

    drivers: the rows of Result.drivers of one network or of the mean over all. Inputs whose share of the spread cannot
    be told from noise are left out. If none stands out, the five largest are drawn, and the chart says so.
    """
    frame = outstanding(drivers).head(count)
    subtitle = ("P(kill) over the draws in which the input is in its lowest and in its highest tenth; "
                "in brackets the share of the spread that it explains")
    if frame.empty:
        frame = drivers[drivers["kind"] == "single"].nlargest(5, "share")
        subtitle = "No input stands out from noise; these five have the largest shares of the spread (in brackets)"
    if frame.empty:
        raise ValueError("no input stands out from noise, so there is nothing to draw; more draws would tell more "
                         "(run with a larger --beliefs)")
    frame = frame.assign(label=[f"{title} ({share:.0%})"
                                for title, share in zip(frame["title"], frame["share"], strict=True)])
    frame = frame[["label", "share", "p_kill_lowest_tenth", "p_kill_highest_tenth"]].reset_index(drop=True)
    y = alt.Y("label:N").sort(field="share", order="descending").title(None).axis(labelFontSize=12, grid=False)
    ends = {"p_kill_lowest_tenth": "lowest tenth", "p_kill_highest_tenth": "highest tenth"}
    rule = alt.Chart(frame).mark_rule(strokeWidth=7, opacity=0.3, color=BLUE).encode(
        y=y, x=alt.X("p_kill_lowest_tenth:Q"), x2="p_kill_highest_tenth:Q")
    long = frame.melt(id_vars=["label", "share"], value_vars=list(ends), var_name="end", value_name="p")
    long = long.replace({"end": ends})
    dots = alt.Chart(long).mark_point(filled=True, size=110, opacity=1).encode(
        y=y, x=alt.X("p:Q", axis=percent_axis("mean P(kill) over the draws in that tenth"), scale=alt.Scale(zero=True)),
        color=alt.Color("end:N").scale(domain=list(ends.values()), range=[BLUE, ORANGE]),
        shape=alt.Shape("end:N").scale(domain=list(ends.values()), range=["circle", "diamond"]),
        tooltip=[alt.Tooltip("label:N", title="input"), alt.Tooltip("end:N", title="of"),
                 alt.Tooltip("p:Q", title="P(kill)", format=".1%"),
                 alt.Tooltip("share:Q", title="share of the spread", format=".0%")])
    return alt.layer(rule, dots).properties(
        width=WIDTH, height=26 * len(frame),
        title=alt.Title("Which inputs move P(kill)", subtitle=subtitle))
