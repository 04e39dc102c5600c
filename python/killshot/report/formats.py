"""Numbers as the report prints them; the same rules as the program's own tables."""
from __future__ import annotations

import math
from typing import Any

MISSING = "–"
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")


def is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def percent(share: float | None, decimals: int | None = None) -> str:
    """15.7%. Without `decimals`, one below 10% and none above, and "<0.1%" for what is smaller but not 0."""
    if share is None or is_missing(share):
        return MISSING
    if decimals is None:
        if 0 < share < 0.0005:
            return "<0.1%"
        decimals = 1 if 0 < share < 0.0995 else 0
    return f"{100 * share:.{decimals}f}%"


def percent_decimals(low: float, high: float) -> int:
    """Decimals of a percentage that is known to within low..high: a unit of the last digit is about half the width."""
    half_width = 50.0 * (high - low)
    decimals, unit = 0, 1.0
    while decimals < 3 and half_width < 0.7 * unit:
        decimals, unit = decimals + 1, unit / 10.0
    return decimals


def measured(share: float | None, low: float, high: float) -> str:
    """A counted probability with as many decimals as its interval supports."""
    if share is None or is_missing(share):
        return MISSING
    return percent(share, percent_decimals(low, high))


def points(difference: float | None) -> str:
    """+16.8, a difference of percentages in points."""
    if difference is None or is_missing(difference):
        return MISSING
    return f"{100 * difference:+.1f}".replace("-", "−")


def number(value: Any) -> str:
    """A value of an input with up to six significant digits, and commas from 10,000 on."""
    if is_missing(value):
        return MISSING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    value = float(value)
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}" if abs(value) >= 10_000 else str(int(value))
    return f"{value:,.6g}" if abs(value) >= 10_000 else f"{value:.6g}"


def short(value: float | None) -> str:
    """Three significant digits, for sentences: 0.00121, 12.3 M."""
    if value is None or is_missing(value):
        return MISSING
    for unit, letter in ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= 0.9995 * unit:
            return f"{value / unit:.3g} {letter}"
    return f"{value:.3g}"


def month(date: Any) -> str:
    """2029-03: the month of a date."""
    return MISSING if is_missing(date) or not date else str(date)[:7]


def month_in_words(date: Any) -> str:
    """March 2029."""
    if is_missing(date) or not date:
        return MISSING
    year, at = str(date)[:7].split("-")
    return f"{MONTHS[int(at) - 1]} {year}"


FILTERS = {"percent": percent, "points": points, "number": number, "short": short, "month": month,
           "month_in_words": month_in_words}
