"""Both cost curves, and the ratio between them that the kill shot looks at."""
from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from .fan import BANDS, fan_frame, fan_layers
from .theme import CENTRAL, GREY, HEIGHT, NETWORK, TEAL, WIDTH, date_axis

DECENTRALISED = "this network"
CENTRALISED = "centralised"


def cost_chart(curves: pd.DataFrame, sector: pd.DataFrame, k2: pd.DataFrame, *, discount: float) -> Any:
    """Fans of the cost per million tokens of one network and of the centralised side, on a log axis.

    curves, sector: the rows of Result.curves of the network and of the sector. k2: the rows of Result.conditions with
    the network's K2; the strip below the fans is darker the likelier K2 is in the month. discount: the share below the
    centralised cost that buyers want of a decentralised network, drawn as a dashed line below the centralised median.
    """
    own = fan_frame(curves, ["cost_per_mtok"]).assign(series=DECENTRALISED)
    central = fan_frame(sector, ["central_cost_per_mtok"]).assign(series=CENTRALISED)
    layers = fan_layers(pd.concat([central, own], ignore_index=True),
                        {DECENTRALISED: NETWORK, CENTRALISED: CENTRAL},
                        title="USD per million tokens, log axis", number_format="~g", log=True)
    wanted = central[["date"]].assign(wanted=central["q50"] * (1.0 - discount), series=f"{discount:.0%} less")
    line = alt.Chart(wanted).mark_line(color=CENTRAL, strokeDash=[4, 4], strokeWidth=1.6).encode(
        x=date_axis(), y=alt.Y("wanted:Q"),
        tooltip=[alt.Tooltip("date:T", format="%Y-%m-%d"),
                 alt.Tooltip("wanted:Q", title="the discount that buyers want", format=".3~g")])
    subtitle = [BANDS + f"; dashed: {discount:.0%} below the centralised median, which buyers want",
                "strip below: the months of K2, darker where it is likelier"]
    return alt.layer(*layers, line, k2_strip(k2)).properties(
        width=WIDTH, height=HEIGHT + 60,
        title=alt.Title("What a million tokens cost at constant quality", subtitle=subtitle))


def k2_strip(k2: pd.DataFrame) -> Any:
    """A strip of months along the lower edge, darker where K2 is likelier."""
    months = k2[["date", "p"]].assign(
        begin=[pd.Timestamp(date) - pd.DateOffset(months=1) for date in k2["date"]]).reset_index(drop=True)
    return alt.Chart(months).mark_rect(color=GREY).encode(
        x=date_axis("begin"), x2="date:T",
        y=alt.value(HEIGHT + 60 - 10), y2=alt.value(HEIGHT + 60),
        opacity=alt.Opacity("p:Q").scale(domain=[0, 1], range=[0.06, 1]).legend(None),
        tooltip=[alt.Tooltip("date:T", title="month ending", format="%Y-%m-%d"),
                 alt.Tooltip("p:Q", title="P(K2 holds)", format=".1%")])


def ratio_chart(curves: pd.DataFrame, *, discount: float) -> Any:
    """Fans of decentralised over centralised cost, as priced and at cost, with parity and the discount buyers want."""
    names = {"cost_ratio": "as priced", "break_even_ratio": "at cost: if suppliers' income just covered their cost"}
    frame = fan_frame(curves, list(names)).replace({"series": names})
    layers = fan_layers(frame, {names["break_even_ratio"]: TEAL, names["cost_ratio"]: NETWORK},
                        title="decentralised over centralised cost", number_format=".2~f")
    levels = alt.Chart(pd.DataFrame({"level": [1.0, 1.0 - discount]})).encode(y="level:Q")
    levels = levels.mark_rule(strokeDash=[4, 4], color=GREY)
    return alt.layer(*layers, levels).properties(
        width=WIDTH, height=HEIGHT,
        title=alt.Title("How near to parity",
                        subtitle=[f"dashed: parity, and the {discount:.0%} less that buyers want",
                                  "K2 needs the ratio at cost above the latter while centralised cost still falls"]))
