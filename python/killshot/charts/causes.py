"""What ends a network, and by when."""
from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from .theme import CAUSES, HEIGHT, WIDTH, date_axis, percent_axis


def cause_chart(causes: pd.DataFrame, kill_cdf: pd.DataFrame) -> Any:
    """Cumulative incidence of first exits by cause, stacked, and the kill shot whatever came before, as a line.

    causes, kill_cdf: the rows of Result.causes and Result.kill_cdf of one network.
    """
    words = {cause: name for cause, (name, _) in CAUSES.items()}
    order = list(CAUSES)
    frame = causes.assign(title=causes["cause"].map(words), rank=causes["cause"].map(order.index))
    frame = frame[["title", "rank", "date", "p"]].reset_index(drop=True)
    colour = alt.Color("title:N").scale(domain=list(words.values()), range=[colour for _, colour in CAUSES.values()])
    areas = alt.Chart(frame).mark_area(opacity=0.75).encode(
        x=date_axis(), y=alt.Y("p:Q", axis=percent_axis("share of futures"), stack="zero"),
        color=colour, order=alt.Order("rank:Q"),
        tooltip=[alt.Tooltip("title:N", title="first exit"), alt.Tooltip("date:T", title="by", format="%Y-%m-%d"),
                 alt.Tooltip("p:Q", title="share of futures", format=".2%")])
    line = alt.Chart(kill_cdf[["date", "p"]].reset_index(drop=True)).mark_line(
        strokeWidth=2, strokeDash=[5, 3]).encode(
        x=date_axis(), y=alt.Y("p:Q"),
        tooltip=[alt.Tooltip("date:T", title="by", format="%Y-%m-%d"),
                 alt.Tooltip("p:Q", title="P(kill), whatever came before", format=".2%")])
    return alt.layer(areas, line).properties(
        width=WIDTH, height=HEIGHT,
        title=alt.Title("What ends it first, and by when",
                        subtitle="cumulative incidence of the first exit; dashed: the kill shot, whatever came before"))


def condition_chart(k1: pd.DataFrame, own: pd.DataFrame) -> Any:
    """The probability that K1, K2 and K3 hold in each month; k1, own: rows of Result.conditions."""
    names = {"K1": "K1: hyperscaler prices have fallen", "K2": "K2: outpaced, and the discount is gone",
             "K3": "K3: mostly long tail is left"}
    frame = pd.concat([k1, own[own["condition"].isin(["K2", "K3"])]], ignore_index=True)
    frame = frame.assign(title=frame["condition"].map(names))[["title", "date", "p"]]
    colour = alt.Color("title:N").scale(domain=list(names.values()),
                                        range=[CAUSES["kill_shot"][1], CAUSES["supply_exodus"][1],
                                               CAUSES["token_death"][1]]).legend(symbolType="stroke")
    return alt.Chart(frame).mark_line(strokeWidth=2.2).encode(
        x=date_axis(), y=alt.Y("p:Q", axis=percent_axis("share of futures"), scale=alt.Scale(domain=[0, 1])),
        color=colour,
        tooltip=[alt.Tooltip("title:N", title="condition"), alt.Tooltip("date:T", title="after", format="%Y-%m-%d"),
                 alt.Tooltip("p:Q", title="P(holds)", format=".1%")],
    ).properties(width=WIDTH, height=HEIGHT,
                 title=alt.Title("When the conditions of the kill shot hold",
                                 subtitle="the kill shot needs K1 and K2 together, some months in a row"))
