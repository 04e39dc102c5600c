"""How likely the kill shot is for each network: a range over beliefs, its mean, and the stated value."""
from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from .theme import BLUE, GREY, ORANGE, STANCES, TEAL, WIDTH, percent_axis

BELIEF_BINS = 20  # bars of 5 points
HEIGHT_OF_SPREAD = 180
STANCE_COLOURS = dict(zip(STANCES, (TEAL, GREY, ORANGE), strict=True))


def verdict_chart(verdict: pd.DataFrame) -> Any:
    """Bars from 5 to 95% and from 25 to 75% over beliefs, a dot at the mean, a tick at the stated value.

    verdict: Result.verdict. Where the file has no draws of beliefs, the bar is the exact interval of the stated value.
    """
    believed = bool(verdict["belief_mean"].notna().all())
    centre, low, high = (("belief_mean", "belief_q05", "belief_q95") if believed
                         else ("p_kill", "p_kill_low", "p_kill_high"))
    frame = verdict.reset_index(drop=True)
    y = alt.Y("project:N").sort(list(frame["project"])).title(None).axis(labelFontSize=12, grid=False)
    base = alt.Chart(frame).encode(y=y)
    tooltip = [alt.Tooltip("project:N", title="network"), alt.Tooltip("stance:N"),
               *(alt.Tooltip(f"{column}:Q", title=words, format=".1%") for column, words in
                 ((low, "low"), (centre, "mean" if believed else "stated"), (high, "high"), ("p_kill", "stated")))]
    axis = percent_axis("probability of the kill shot by the horizon")
    layers: list[Any] = [base.mark_rule(color=BLUE, strokeWidth=2, opacity=0.7).encode(
        x=alt.X(f"{low}:Q", axis=axis), x2=f"{high}:Q")]
    if believed:
        layers.append(base.mark_bar(color=BLUE, height=9, opacity=0.45).encode(x="belief_q25:Q", x2="belief_q75:Q"))
        layers.append(base.mark_tick(color=GREY, thickness=2, height=14).encode(x="p_kill:Q"))
    layers.append(base.mark_circle(color=BLUE, size=75, opacity=1).encode(x=f"{centre}:Q", tooltip=tooltip))
    chips = base.mark_text(align="left", fontSize=11, fontWeight=600).encode(
        x=alt.value(WIDTH + 12), text="stance:N",
        color=alt.Color("stance:N").scale(domain=list(STANCES), range=list(STANCE_COLOURS.values())).legend(None))
    subtitle = ("thin: 5-95% over what we do not know about the inputs; thick: 25-75%; dot: mean; tick: stated inputs"
                if believed else "dot: stated inputs; bar: exact interval of the counting error")
    return alt.layer(*layers, chips).properties(
        width=WIDTH, height=24 * len(frame), title=alt.Title("How likely the kill shot is", subtitle=subtitle))


def belief_chart(beliefs: pd.DataFrame) -> Any:
    """How P(kill) spreads over the draws of the inputs, from the rows of Result.beliefs of one or more networks."""
    begin = (beliefs["p_kill"] * BELIEF_BINS).astype(int).clip(upper=BELIEF_BINS - 1)
    frame = beliefs.assign(begin=begin).groupby(["project", "begin"], sort=False).size().rename("draws").reset_index()
    frame = frame.sort_values(["project", "begin"], ignore_index=True)
    frame = frame.assign(end=(frame["begin"] + 1) / BELIEF_BINS, begin=frame["begin"] / BELIEF_BINS)
    several = frame["project"].nunique() > 1
    if not several:
        frame = frame.drop(columns="project")
    axis = percent_axis("P(kill) of a draw of the inputs")
    chart = alt.Chart(frame).mark_bar(color=BLUE, opacity=0.75).encode(
        x=alt.X("begin:Q", bin="binned", axis=axis, scale=alt.Scale(domain=[0, 1])), x2="end:Q",
        y=alt.Y("draws:Q").title("draws"),
        tooltip=[alt.Tooltip("begin:Q", title="P(kill) from", format="~%"),
                 alt.Tooltip("end:Q", title="to", format="~%"), alt.Tooltip("draws:Q")])
    title = alt.Title("How far what we do not know spreads P(kill)", subtitle="each draw sets all inputs at once")
    if several:
        networks = alt.Facet("project:N").title(None).sort(list(beliefs["project"].unique()))
        return chart.properties(width=200, height=90).facet(facet=networks, columns=3).properties(title=title)
    return chart.properties(width=WIDTH, height=HEIGHT_OF_SPREAD, title=title)

