"""The part that compares: the first result with each of the others, on the same random numbers."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..charts.comparison import comparison_chart, difference_chart
from .data import Charts
from .formats import percent, points
from .page import Figure

if TYPE_CHECKING:
    from ..result import Result


def comparisons(results: Sequence[Result], charts: Charts) -> list[dict[str, Any]]:
    """What the page shows of each comparison with the first result."""
    from .. import diff

    out = []
    for at, other in enumerate(results[1:]):
        difference = diff(results[0], other)
        names = difference.names
        frame = difference.differences
        largest = frame.loc[frame["difference"].abs().idxmax()]
        words = (f"The largest difference is that of {largest['project']}: {percent(largest['p_a'])} against "
                 f"{percent(largest['p_b'])}, {points(largest['difference'])} points.")
        figures = []
        for kind, chart in (("dumbbells", comparison_chart(frame, names=names)), ("differences", difference_chart(frame))):
            title = charts.add(f"compare/{at}/{kind}", chart)
            figures.append(Figure(f"compare/{at}/{kind}", title["title"], title["subtitle"], words))
        out.append({"first": names[0], "second": names[1], "inputs": difference.inputs.to_dict("records"),
                    "differences": frame.to_dict("records"), "figures": figures})
    return out
