"""The look that all charts share: colours, words, number formats and the two themes.

The colours are told apart with every common colour blindness and stand out by at least 3 to 1 on white and on the dark
background alike, so that one specification serves both themes.
"""
from __future__ import annotations

from typing import Any, Final

import altair as alt

BLUE: Final = "#2f7fc1"
ORANGE: Final = "#d9662b"
TEAL: Final = "#1f9a83"
PURPLE: Final = "#9a6fc4"
GREY: Final = "#868d98"

#: Colour of each side of the market: decentralised, centralised.
NETWORK: Final = BLUE
CENTRAL: Final = ORANGE

STANCES: Final = ("conviction", "watching", "skeptical")

#: First exits in the order in which they are stacked, with their words and colours.
CAUSES: Final = {
    "kill_shot": ("kill shot", ORANGE),
    "token_death": ("token death", PURPLE),
    "subsidy_exhausted": ("subsidy exhausted", GREY),
    "supply_exodus": ("supply exodus", TEAL),
}

#: What each output is, in words, and the format of its axis (d3-format).
OUTPUTS: Final = {
    "cost_ratio": ("Cost ratio, as priced", ".2~f"),
    "break_even_ratio": ("Cost ratio, at cost", ".2~f"),
    "cost_per_mtok": ("Cost per million tokens", "~g"),
    "central_cost_per_mtok": ("Centralised cost per million tokens", "~g"),
    "utilization": ("Utilization of the network's GPUs", "~%"),
    "gpus": ("GPUs against the start", ".2~f"),
    "token_price": ("Token price", "~g"),
    "emission_tokens": ("Emission in tokens", "~s"),
    "emission_usd": ("Emission in dollars", "~s"),
    "subsidy_share": ("Share of suppliers' income that is subsidy", "~%"),
    "spend_usd": ("What customers spend", "~s"),
    "tail_share": ("Share of demand that is long tail", "~%"),
    "margin": ("Suppliers' margin over power and capital", "~%"),
    "list_price": ("List price, weighted over hyperscalers", ".2~f"),
    "effective_price": ("Price that hyperscalers' customers pay", ".2~f"),
    "compute_price": ("Hyperscaler price of a unit of compute", ".2~f"),
    "open_price": ("Open-market price", ".2~f"),
    "demand": ("Demand for tokens", "~g"),
    "sector_utilization": ("Utilization across all networks", "~%"),
}

#: Outputs that span orders of magnitude, drawn on a log axis.
LOG_OUTPUTS: Final = {"cost_per_mtok", "central_cost_per_mtok", "demand", "token_price"}

WIDTH: Final = 640
HEIGHT: Final = 260
FONT: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"


def config(*, dark: bool = False) -> dict[str, Any]:
    """Vega-Lite's configuration of one theme."""
    ink, faint, rule = ("#e6e8ec", "#a4abb6", "#343a44") if dark else ("#1c2026", "#5b6470", "#dfe3e8")
    return {
        "background": "transparent" if dark else "white",
        "font": FONT,
        "view": {"stroke": None, "continuousWidth": WIDTH, "continuousHeight": HEIGHT},
        "title": {"anchor": "start", "color": ink, "fontSize": 14, "fontWeight": 600, "subtitleColor": faint,
                  "subtitleFontSize": 12, "offset": 12},
        "axis": {"labelColor": faint, "titleColor": faint, "labelFontSize": 11, "titleFontSize": 11,
                 "titleFontWeight": "normal", "gridColor": rule, "domainColor": rule, "tickColor": rule,
                 "labelLimit": 340},
        "axisY": {"domain": False, "ticks": False, "labelPadding": 6},
        "axisX": {"grid": False},
        "legend": {"orient": "top", "title": None, "labelColor": ink, "labelFontSize": 12, "symbolStrokeWidth": 3,
                   "symbolOpacity": 1,
                   "labelLimit": 320, "titleColor": faint, "titleFontWeight": "normal", "columns": 3},
        "header": {"labelColor": ink, "titleColor": faint},
        "text": {"color": ink, "fontSize": 11},
        "line": {"color": ink},
        "rule": {"color": faint},
    }


def themed(chart: Any, *, dark: bool = False) -> Any:
    """The chart with its theme, as a notebook or an image needs it."""
    return chart.configure(**config(dark=dark))


def date_axis(field: str = "date") -> alt.X:
    """The horizontal axis of every chart over time."""
    return alt.X(f"{field}:T").title(None).axis(format="%b %Y", tickCount=6, labelFlush=True, labelOverlap=True)


def percent_axis(title: str) -> alt.Axis:
    """An axis of probabilities."""
    return alt.Axis(title=title, format="~%", tickCount=5)
