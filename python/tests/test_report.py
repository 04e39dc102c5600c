"""The report: every number in it is the program's own, it is small, loads nothing, and trusts no text of a file."""
from __future__ import annotations

import importlib
import json
import math
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import killshot as ks
from killshot.report import build, render
from killshot.report.data import script_json
from killshot.report.formats import measured, percent, points


class Texts(HTMLParser):
    """The text of every element with a data-key, the rows of the table of inputs, and the embedded data."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.keyed: list[tuple[str, str]] = []
        self.inputs: list[list[str]] = []
        self.data: dict[str, Any] = {}
        self._key: str | None = None
        self._is_data = self._in_inputs = False
        self._buffer = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        if found.get("id") == "inputs":
            self._in_inputs = True
        if self._in_inputs and tag == "tr":
            self.inputs.append([])
        if self._in_inputs and tag in ("td", "th"):
            self.inputs[-1].append("")
        if "data-key" in found:
            self._key, self._buffer = found["data-key"], ""
        self._is_data = found.get("id") == "data"

    def handle_data(self, text: str) -> None:
        if self._is_data:
            self.data = json.loads(text)
        if self._key is not None:
            self._buffer += text
        if self._in_inputs and self.inputs and self.inputs[-1]:
            self.inputs[-1][-1] += text

    def handle_endtag(self, tag: str) -> None:
        if self._key is not None and tag in ("span", "h1", "dd", "code", "td"):
            self.keyed.append((self._key, self._buffer.strip()))
            self._key = None
        if tag == "table":
            self._in_inputs = False
        if tag == "script":
            self._is_data = False


def resolve(shown: Any, key: str) -> Any:
    """The value that a dotted key names; a quantile's own name has a dot."""
    if not key:
        return shown
    if isinstance(shown, list):
        first, _, rest = key.partition(".")
        return resolve(shown[int(first)], rest)
    for name in sorted(shown, key=len, reverse=True):
        if key == name or key.startswith(f"{name}."):
            return resolve(shown[name], key[len(name) + 1:])
    raise KeyError(key)


MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")


def says(text: str, value: Any) -> bool:
    """Whether a text is a value as the report rounds it."""
    if value is None:
        return text == "–"
    if isinstance(value, str):
        allowed = [value, "one reading only" if value == "unknown" else value]
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            allowed += [value[:7], f"{MONTHS[int(value[5:7]) - 1]} {value[:4]}"]
        return bool(text in allowed)
    if text.startswith("<0.1%"):
        return bool(0 < value < 0.0005)
    number = text.replace(",", "").replace("−", "-").replace("+", "").removesuffix("%")
    decimals = len(number.partition(".")[2])
    scales = [100.0] if text.endswith("%") else [1.0, 100.0]
    within = 0.5 * 10.0**-decimals * (1 + 1e-9)
    return any(bool(abs(abs(scale * value) - abs(float(number))) <= within) for scale in scales)


def as_rows(columns: dict[str, Any]) -> dict[str, list[Any]]:
    return {name: column if isinstance(column, list) else [column["of"][at] for at in column["at"]]
            for name, column in columns.items()}


def equal(numbers: list[Any], expected: list[Any]) -> bool:
    """To the precision of single floats, in which the file holds curves."""
    a, b = np.asarray(numbers, float), np.asarray(expected, float)
    return bool(np.allclose(a, b, rtol=2e-7, atol=1e-12, equal_nan=True))


@pytest.fixture(scope="module")
def page(base: ks.Result, cheaper: ks.Result) -> str:
    return render([base, cheaper])


@pytest.fixture(scope="module")
def texts(page: str) -> Texts:
    return Texts(page)


def test_every_number_in_the_text_is_that_of_show(texts: Texts, base: ks.Result) -> None:
    shown = base.show()
    wrong = [(key, text, resolve(shown, key)) for key, text in texts.keyed if not says(text, resolve(shown, key))]
    assert not wrong
    assert len(texts.keyed) > 14 * 60


def test_inputs_are_those_of_show(texts: Texts, base: ks.Result) -> None:
    head, *rows = [[cell.strip() for cell in row] for row in texts.inputs]
    assert head == ["Input", "Network", "Value", "Belief, 5–95%", "Unit", "Status", "n", "As of", "Influence", "Source"]
    expected = {(entry["key"], entry["project"] or "all"): entry for entry in base.show()["inputs"]}
    assert len(rows) == len(expected)
    for row in rows:
        name, project, value, belief, unit, status, n, as_of, _, source = row
        key = next(key for key, of in expected if of == project and name.startswith(key)
                   and name == key + (expected[key, of]["meaning"] or ""))
        entry = expected.pop((key, project))
        assert (unit, status) == (entry["unit"], entry["status"])
        assert (as_of, source) == (entry["as_of"] or "", entry["source"] or "")
        if isinstance(entry["value"], int | float) and not isinstance(entry["value"], bool):
            assert math.isclose(float(value.replace(",", "")), entry["value"], rel_tol=5e-6)
        if entry["low"] is not None:
            low, high = (float(end.replace(",", "")) for end in belief.split(" to "))
            assert math.isclose(low, entry["low"], rel_tol=5e-6) and math.isclose(high, entry["high"], rel_tol=5e-6)
        else:
            assert belief == ""
        assert n == ("" if entry["n"] is None else f"{entry['n']:g}")
    assert not expected


def test_curves_of_the_charts_are_those_of_show(texts: Texts, base: ks.Result) -> None:
    figures = texts.data["figures"]
    quantiles = {"q05": "0.05", "q25": "0.25", "q50": "0.5", "q75": "0.75", "q95": "0.95"}
    compared = 0
    for network in base.show()["networks"]:
        name = network["name"]
        for figure in ("costs", "ratio", "utilization", "emission_usd", "subsidy_share", "token_price"):
            if f"{name}/{figure}" not in figures:
                continue
            rows = as_rows(figures[f"{name}/{figure}"]["data"]["d0"])
            output = {"costs": "cost_per_mtok", "ratio": "cost_ratio"}.get(figure, figure)
            series = {"costs": "this network", "ratio": "as priced"}.get(figure, rows["series"][0])
            dates = {date["date"] for date in base.show()["report_dates"]}
            for column, probability in quantiles.items():
                drawn = [value for value, of, date in zip(rows[column], rows["series"], rows["date"], strict=True)
                         if of == series and date in dates]
                assert equal(drawn, network["curves"][output]["quantiles"][probability]), (name, figure, column)
                compared += len(drawn)
        causes = as_rows(figures[f"{name}/causes"]["data"]["d0"])
        for cause, words in (("kill_shot", "kill shot"), ("token_death", "token death")):
            drawn = [p for p, title in zip(causes["p"], causes["title"], strict=True) if title == words]
            assert equal(drawn, network["cif"][cause])
        assert equal(as_rows(figures[f"{name}/causes"]["data"]["d1"])["p"], network["kill_cdf"])
    assert compared > 14 * 5 * 4 * 7


def test_differences_are_those_of_diff(page: str, base: ks.Result, cheaper: ks.Result) -> None:
    table = page[page.index("P(kill) by the horizon with stated inputs"):]
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", table[:table.index("</table>")])
    expected = ks.diff(base, cheaper).differences.set_index("project")
    assert len(rows) == len(expected)
    for name, cells in rows:
        p_a, p_b, difference, _, only_first, only_second = re.findall(r"<td class=\"num\">(.*?)</td>", cells)
        row = expected.loc[name]
        assert says(p_a, row["p_a"]) and says(p_b, row["p_b"]) and says(difference, row["difference"])
        assert (int(only_first.replace(",", "")), int(only_second.replace(",", ""))) == (row["n01"], row["n10"])


def test_page_is_small_and_loads_nothing(page: str) -> None:
    assert len(page.encode()) < 1_500_000
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy and "default-src &#39;none&#39;" in policy[1]
    assert "unsafe" not in policy[1] and "http" not in policy[1]
    assert not re.search(r"<(?:link|img|iframe|script[^>]*\ssrc)", page)
    assert not re.search(r"\sstyle=|\son[a-z]+=", page)  # the policy would block both


def test_texts_of_a_file_are_escaped(base: ks.Result, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = "</script><img src=x onerror=alert(1)>\"'&"
    shown = json.loads(json.dumps(base.show()))
    shown["sentence"] = shown["inputs"][0]["source"] = shown["networks"][0]["token"] = hostile
    shown["provenance"]["command_line"] = shown["conditions"]["K1"] = hostile
    for driver in shown["beliefs"]["drivers"]["inputs"]:
        driver["title"] = hostile
    monkeypatch.setattr(base, "_shown", {shown["scenario"]: shown})
    page = render([base])
    assert "<img" not in page
    assert page.count("&lt;img src=x") >= 4


def test_json_in_a_script_cannot_end_it() -> None:
    text = script_json({"a": "</script><!--\u2028&"})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"a": "</script><!--\u2028&"}


def test_batch_is_compared_with_its_first_scenario(batch: ks.Result) -> None:
    page = render([batch])
    assert "base against glut" in page
    assert "sector.cut_rate" in page[page.index("1 input differs"):page.index("killed only in base")]


def test_build_keeps_what_exists(base: ks.Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.import_module("killshot.report.build"), "render", lambda results: "a page")
    path = build([base], tmp_path / "report.html")
    with pytest.raises(FileExistsError, match="--force"):
        build([base], path)
    assert build([base], path, force=True) == path
    assert [file.name for file in tmp_path.iterdir()] == ["report.html"]


def test_formats() -> None:
    assert [percent(p) for p in (0.0, 0.0001, 0.015, 0.094, 0.157, None)] == ["0%", "<0.1%", "1.5%", "9.4%", "16%", "–"]
    assert measured(0.1568, 0.1541, 0.1597) == "15.7%"
    assert points(-0.0123) == "−1.2"
