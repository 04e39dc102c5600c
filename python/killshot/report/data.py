"""Charts as the page embeds them: specifications without their data, and the data as columns, once.

A chart's specification is the same for all networks, so it is written once and each network adds its numbers.
"""
from __future__ import annotations

import json
import math
from typing import Any

import numpy as np


class Charts:
    """The charts of a page. `add` returns what the page needs to draw one."""

    def __init__(self) -> None:
        self.specs: list[str] = []
        self.figures: dict[str, dict[str, Any]] = {}

    def add(self, name: str, chart: Any) -> dict[str, Any]:
        """Keeps the chart as `name`; returns its title and subtitle, which the page writes as text."""
        spec = chart.to_dict(validate=False)
        title = spec.pop("title", "")
        datasets = spec.pop("datasets", {})
        spec.pop("$schema", None)
        spec.pop("config", None)
        spec |= {"width": "container", "autosize": {"type": "fit-x", "contains": "padding"}}
        order: dict[str, str] = {}
        _rename_data(spec, order)
        spec_text = json.dumps(spec, separators=(",", ":"), sort_keys=True)
        if spec_text not in self.specs:
            self.specs.append(spec_text)
        self.figures[name] = {
            "spec": self.specs.index(spec_text),
            "data": {short: columns(datasets[long]) for long, short in order.items()},
        }
        if isinstance(title, str):
            return {"title": title, "subtitle": ""}
        subtitle = title.get("subtitle", "")
        return {"title": title["text"], "subtitle": subtitle if isinstance(subtitle, str) else "; ".join(subtitle)}

    def embedded(self) -> dict[str, Any]:
        return {"specs": [json.loads(spec) for spec in self.specs], "figures": self.figures}


def columns(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Rows as columns; texts that repeat are written once."""
    out: dict[str, Any] = {}
    for key in rows[0] if rows else ():
        values = [row[key] for row in rows]
        if values and all(isinstance(value, str) for value in values):
            values = [value.removesuffix("T00:00:00") for value in values]
            distinct = list(dict.fromkeys(values))
            if len(distinct) < len(values):
                out[key] = {"of": distinct, "at": [distinct.index(value) for value in values]}
                continue
        out[key] = [compact(value) for value in values]
    return out


def compact(value: Any) -> Any:
    """A float that came from single precision with the digits that single precision has."""
    if isinstance(value, float):
        if math.isnan(value):
            return None
        single = np.float32(value)
        if float(single) == value:
            return float(np.format_float_scientific(single, unique=True))
    return value


def script_json(value: Any) -> str:
    """JSON that is safe inside a script element, whatever texts it holds."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _rename_data(node: Any, order: dict[str, str]) -> None:
    """Altair names data by their hash; d0, d1, ... in the order of their use are the same for all networks."""
    if isinstance(node, dict):
        data = node.get("data")
        if isinstance(data, dict) and isinstance(data.get("name"), str):
            data["name"] = order.setdefault(data["name"], f"d{len(order)}")
        for child in node.values():
            _rename_data(child, order)
    elif isinstance(node, list):
        for child in node:
            _rename_data(child, order)
