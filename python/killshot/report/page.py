"""What each part of the report shows, taken from one result; the templates only lay it out."""
from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..charts import causes, costs, drivers, fan, signals, verdict
from ..charts.start import with_start
from ..charts.theme import NETWORK, OUTPUTS, PURPLE, TEAL
from .data import Charts
from .formats import is_missing, month_in_words, percent, short
from .scenario import Scenario
from .words import CAUSE_WORDS, MECHANISMS, READINGS, SIGNALS

Row = dict[str, Any]


@dataclass(frozen=True)
class Figure:
    """A chart with its words: the name under which its data is embedded, a heading, what it shows, and in a sentence
    what there is to see, for those who do not see it."""

    name: str
    title: str
    subtitle: str
    alternative: str


class Page:
    """The parts of the report of one result."""

    def __init__(self, scenario: Scenario, charts: Charts) -> None:
        self.scenario = scenario
        self.json = scenario.json
        self.charts = charts
        self.discount = float(self.json["kill_shot"]["discount_required"])
        self.networks: dict[str, Row] = {n["name"]: n for n in self.json["networks"]}
        self.places: dict[str, int] = {n["name"]: i for i, n in enumerate(self.json["networks"])}
        self.has_beliefs = self.json.get("beliefs") is not None
        self.rows = [self._verdict_row(row) for row in records(scenario.verdict)]
        highest = max((row["high"] for row in self.rows), default=0.1)
        #: The right end of the verdict's axis: the next tenth, at least 10%.
        self.axis_end = max(0.1, math.ceil(highest * 10 - 1e-9) / 10)
        step = 0.1 if self.axis_end <= 0.6 else 0.2
        self.axis_ticks = [step * i for i in range(int(self.axis_end / step + 1e-9) + 1)]

    # The verdict.

    def _verdict_row(self, row: Row) -> Row:
        network = self.networks[row["project"]]
        exits = network["causes"]["first_exit"]
        cause = max(exits, key=lambda name: exits[name]["hits"])
        believed = not is_missing(row["belief_mean"])
        return {
            **row,
            "at": self.places[row["project"]],
            "network": network,
            "believed": believed,
            "low": row["belief_q05"] if believed else row["p_kill_low"],
            "high": row["belief_q95"] if believed else row["p_kill_high"],
            "cause": cause,
            "cause_words": CAUSE_WORDS[cause] if exits[cause]["hits"] else "nothing",
            "cause_share": exits[cause]["estimate"],
            "readings": network["readings"],
            "kill_month": network["kill_month_median"],
        }

    # One network.

    def project(self, row: Row) -> Row:
        """All that the page of one network shows."""
        name = row["project"]
        network = self.networks[name]
        own = _of(self.scenario.inputs, name)
        return {
            **row,
            "what": self._description(row["key"]),
            "mechanism": MECHANISMS.get(row["archetype"], ""),
            "figures": self._figures(row, network),
            "drivers": self.drivers(name),
            "signals": self.signals(network),
            "n_inputs": len(own),
        }

    def _description(self, key: str) -> str:
        """What the network's file says about it in its first comment: "# Name: what it is"."""
        for file, text in self.scenario.input_files().items():
            if file.endswith(f"networks/{key}.toml"):
                first = str(text).splitlines()[0].removeprefix("#").strip()
                return first.split(":", 1)[1].strip() if ":" in first else first
        return ""

    def _figures(self, row: Row, network: Row) -> list[Figure]:
        result, start, name = self.scenario, self.json["start"], row["project"]
        curves = with_start(_of(result.curves, name), _with_sector(result.inputs, name), start)
        sector = with_start(_of(result.curves, None), _of(result.inputs, None), start)
        conditions = _of(result.conditions, name)
        k2 = conditions[conditions["condition"] == "K2"]
        figures = [
            self._figure(f"{name}/costs", costs.cost_chart(curves, sector, k2, discount=self.discount),
                         _cost_words(curves, sector)),
            self._figure(f"{name}/ratio", costs.ratio_chart(curves, discount=self.discount),
                         _fan_words(curves, "cost_ratio") + " " + _fan_words(curves, "break_even_ratio")),
            self._figure(f"{name}/conditions", causes.condition_chart(_of(result.conditions, None), conditions),
                         _condition_words(_of(result.conditions, None), conditions)),
            self._figure(f"{name}/causes", causes.cause_chart(_of(result.causes, name), _of(result.kill_cdf, name)),
                         _cause_words(network)),
        ]
        outputs = {"utilization": NETWORK, "emission_usd": TEAL, "subsidy_share": TEAL, "token_price": PURPLE}
        for output, colour in outputs.items():
            if _is_drawn(curves, output):
                figures.append(self._figure(f"{name}/{output}", fan.output_chart(curves, output, colour=colour),
                                            _fan_words(curves, output)))
        own_signals = _of(result.signals, name)
        if own_signals["p"].notna().any():
            figures.append(self._figure(f"{name}/signals", signals.signal_chart(own_signals),
                                        "The table below the charts says the same in numbers."))
        if self.has_beliefs and len(_of(result.drivers, name)):
            figures.append(self._figure(f"{name}/drivers", drivers.driver_chart(_of(result.drivers, name)),
                                        "The table below the charts says the same in numbers."))
        if self.has_beliefs:
            figures.append(self._figure(f"{name}/beliefs", verdict.belief_chart(_of(result.beliefs, name)),
                                        _belief_words(row)))
        return figures

    def _figure(self, name: str, chart: Any, alternative: str) -> Figure:
        words = self.charts.add(name, chart)
        return Figure(name, words["title"], words["subtitle"], alternative)

    # What would change it.

    def drivers(self, project: str | None, count: int = 12) -> list[Row]:
        """The inputs that stand out, the most influential first."""
        if not self.has_beliefs:
            return []
        frame = _of(self.scenario.drivers, project)
        where = "beliefs" if project is None else f"beliefs.networks.{self.places[project]}"
        place = frame.groupby("kind").cumcount()
        frame = frame.assign(key=[f"{where}.drivers.{'inputs' if kind == 'single' else 'sums'}.{at}"
                                  for kind, at in zip(frame["kind"], place, strict=True)])
        return records(drivers.outstanding(frame).head(count))

    def driver_figure(self) -> Figure | None:
        if not self.has_beliefs:
            return None
        frame = _of(self.scenario.drivers, None)
        strongest = drivers.outstanding(frame).head(3)
        if strongest.empty:
            return self._figure("sector/drivers", drivers.driver_chart(frame),
                                "No input stands out from noise; the five largest are drawn.")
        words = "; ".join(
            f"{row['title']}: from {percent(row['p_kill_lowest_tenth'])} in its lowest tenth to "
            f"{percent(row['p_kill_highest_tenth'])} in its highest" for row in strongest.to_dict("records"))
        return self._figure("sector/drivers", drivers.driver_chart(frame), words + ".")

    def signals(self, network: Row) -> list[Row]:
        """Every signal of a network in the order of SIGNALS."""
        return [{"name": name, "number": number, "words": words, **network["signals"][name]}
                for name, (number, words) in SIGNALS.items() if name in network["signals"]]

    def signal_verdicts(self) -> list[Row]:
        """For every signal, in how many networks a high reading raises or lowers P(kill later)."""
        rows = []
        for name, (number, words) in SIGNALS.items():
            found = [n["signals"][name]["verdict"] for n in self.json["networks"] if name in n["signals"]]
            rows.append({"name": name, "number": number, "words": words, "of": len(found),
                         **{verdict.split()[0]: found.count(verdict)
                            for verdict in ("raises", "lowers", "cannot be told apart", "unknown")}})
        return rows

    # Provenance.

    def inputs(self) -> list[Row]:
        """All inputs, the influential first and among equals the old first."""
        frame = self.scenario.inputs
        frame = frame.assign(at=range(len(frame)), influence=pd.to_numeric(frame["influence"]),
                             as_of=frame["as_of"].dt.strftime("%Y-%m-%d"))
        frame = frame.sort_values(["influence", "as_of"], ascending=[False, True], kind="stable", na_position="last")
        return records(frame)

    @property
    def readings(self) -> dict[str, tuple[str, str]]:
        return READINGS


def records(frame: pd.DataFrame) -> list[Row]:
    """The rows of a frame, each by the names of its columns."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _of(frame: pd.DataFrame, project: str | None) -> pd.DataFrame:
    return frame[frame["project"].isna()] if project is None else frame[frame["project"] == project]


def _with_sector(frame: pd.DataFrame, project: str) -> pd.DataFrame:
    return frame[frame["project"].isna() | (frame["project"] == project)]


def _is_drawn(curves: pd.DataFrame, output: str) -> bool:
    """Whether an output is there and ever differs from 0."""
    rows = curves[curves["output"] == output]
    return bool(len(rows)) and bool(rows["q50"].notna().any()) and bool((rows["q95"].fillna(0) != 0).any())


def _fan_words(curves: pd.DataFrame, output: str) -> str:
    rows = curves[curves["output"] == output].dropna(subset=["q50"])
    if rows.empty:
        return ""
    first, last = rows.iloc[0], rows.iloc[-1]
    words, number_format = OUTPUTS[output]
    say = percent if number_format.endswith("%") else short
    return (f"{words}: the median goes from {say(first['q50'])} in {month_in_words(first['date'])} to "
            f"{say(last['q50'])} in {month_in_words(last['date'])}, when nine tenths of the futures lie between "
            f"{say(last['q05'])} and {say(last['q95'])}.")


def _cost_words(curves: pd.DataFrame, sector: pd.DataFrame) -> str:
    return _fan_words(curves, "cost_per_mtok") + " " + _fan_words(sector, "central_cost_per_mtok")


def _condition_words(k1: pd.DataFrame, own: pd.DataFrame) -> str:
    parts = []
    for condition in ("K1", "K2", "K3"):
        rows = (k1 if condition == "K1" else own)
        rows = rows[rows["condition"] == condition]
        if len(rows):
            last = rows.iloc[-1]
            parts.append(f"{condition} holds in {percent(last['p'])}")
    return f"At the horizon {', '.join(parts)} of the futures." if parts else ""


def _cause_words(network: Row) -> str:
    exits = network["causes"]["first_exit"]
    parts = [f"{CAUSE_WORDS[cause]} {percent(value['estimate'])}" for cause, value in
             sorted(exits.items(), key=lambda item: -item[1]["hits"]) if value["hits"]]
    none = percent(network["causes"]["no_exit"]["estimate"])
    return f"First exits by the horizon: {', '.join(parts)}; no exit in {none} of the futures."


def _belief_words(row: Row) -> str:
    return (f"Over the draws of the inputs P(kill) is {percent(row['belief_mean'])} on average, under "
            f"{percent(row['belief_q50'])} in half of them and under {percent(row['belief_q95'])} in 95%.")
