"""Fans: the median of an output over time with the bands that hold half and nine tenths of the futures."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from .theme import BLUE, HEIGHT, LOG_OUTPUTS, OUTPUTS, WIDTH, date_axis

QUANTILES = ("q05", "q25", "q50", "q75", "q95")
BANDS = "band: half and nine tenths of the futures; line: median"


def fan_frame(curves: pd.DataFrame, outputs: Sequence[str]) -> pd.DataFrame:
    """Rows of `outputs` in `curves`, one a series and date, with the quantiles that a fan draws."""
    rows = curves[curves["output"].isin(list(outputs))]
    if rows.empty:
        raise ValueError(f"no curve of {', '.join(outputs)} in this result (was it run with --outputs kills?)")
    frame = rows[["output", "date", *QUANTILES]].rename(columns={"output": "series"})
    return frame.dropna(subset=["q50"]).reset_index(drop=True)


def fan_layers(
    frame: pd.DataFrame, colours: Mapping[str, str], *, title: str, number_format: str, log: bool = False,
    domain: Sequence[float] | None = None,
) -> list[Any]:
    """Two bands and a line for every series of `frame`; `colours` names the series in the order of the legend."""
    scale = alt.Scale(type="log", nice=False, padding=12) if log else alt.Scale(zero=False, nice=True)
    if domain is not None:
        scale = alt.Scale(domain=list(domain))
    axis = alt.Axis(title=title, format=number_format, tickCount=5)
    if log:  # grid lines only where there is a label
        axis["gridOpacity"] = {"condition": {"test": "datum.label != ''", "value": 1}, "value": 0}
    several = len(colours) > 1
    colour = alt.Color("series:N").scale(domain=list(colours), range=list(colours.values()))
    colour = colour.legend(symbolType="stroke", symbolOpacity=1) if several else colour.legend(None)
    base = alt.Chart(frame).encode(x=date_axis(), color=colour)
    tooltip = [
        alt.Tooltip("series:N", title="what"),
        alt.Tooltip("date:T", title="date", format="%Y-%m-%d"),
        *(alt.Tooltip(f"{q}:Q", title=words, format=".3~g") for q, words in
          (("q05", "5%"), ("q25", "25%"), ("q50", "median"), ("q75", "75%"), ("q95", "95%"))),
    ]
    return [
        base.mark_area(opacity=0.16, clip=True).encode(y=alt.Y("q05:Q", axis=axis, scale=scale), y2="q95:Q"),
        base.mark_area(opacity=0.28, clip=True).encode(y=alt.Y("q25:Q"), y2="q75:Q"),
        base.mark_line(strokeWidth=2.2, clip=True, point=alt.OverlayMarkDef(size=26)).encode(
            y=alt.Y("q50:Q"), tooltip=tooltip),
    ]


def output_chart(curves: pd.DataFrame, output: str, *, colour: str = BLUE) -> Any:
    """Fan of one output of one network or of the sector, from the rows of Result.curves that belong to it."""
    words, number_format = OUTPUTS[output]
    frame = fan_frame(curves, [output]).assign(series=words)
    unit = str(curves.loc[curves["output"] == output, "unit"].iloc[0])
    shares = number_format.endswith("%")
    axis_title = "share" if shares else "against the start = 1" if unit == "1" else unit
    positive = bool((frame["q05"] > 0).all())
    domain = (0.0, 1.0) if shares and output != "margin" else None
    layers = fan_layers(frame, {words: colour}, title=axis_title, number_format=number_format,
                        log=output in LOG_OUTPUTS and positive, domain=domain)
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT, title=alt.Title(words, subtitle=BANDS))
