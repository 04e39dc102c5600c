"""Every chart of Result.plot draws marks from the result's own rows, without a browser."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import killshot as ks
from killshot.charts.drivers import outstanding


def charts_of(base: ks.Result) -> dict[str, Any]:
    plot = base.plot
    return {
        "verdict": plot.verdict(), "costs": plot.costs("akash"), "causes": plot.causes("AKT"),
        "utilization": plot.utilization("Akash Network"), "sector_utilization": plot.utilization(),
        "emission": plot.emission("akash"), "subsidy": plot.subsidy("akash"), "drivers": plot.drivers(),
        "signals": plot.signals("akash"), "beliefs": plot.beliefs("akash"),
        "all_beliefs": plot.beliefs(), "demand": plot.curve("demand"),
    }


def test_every_chart_is_drawn(base: ks.Result, tmp_path: Path) -> None:
    for name, chart in charts_of(base).items():
        chart.save(tmp_path / f"{name}.svg")
        svg = (tmp_path / f"{name}.svg").read_text()
        assert svg.count("role-mark") >= 1, name
        assert "NaN" not in svg, name


def test_png_needs_no_browser(base: ks.Result, tmp_path: Path) -> None:
    base.plot.verdict().save(tmp_path / "verdict.png")
    assert (tmp_path / "verdict.png").read_bytes().startswith(b"\x89PNG")


def test_comparison_is_drawn(base: ks.Result, cheaper: ks.Result, tmp_path: Path) -> None:
    ks.diff(base, cheaper).plot.differences().save(tmp_path / "differences.svg")
    assert "role-mark" in (tmp_path / "differences.svg").read_text()


def test_fans_begin_at_the_start(base: ks.Result) -> None:
    chart = base.plot.utilization("akash").to_dict()
    rows = next(iter(chart["datasets"].values()))
    inputs = base.inputs.set_index(["project", "parameter"])
    start = inputs.loc[("Akash Network", "networks.akash.utilization0"), "value"]
    assert rows[0]["date"].startswith(base.facts["start"])
    assert rows[0]["q05"] == rows[0]["q95"] == start


def test_verdict_is_sorted_by_belief(base: ks.Result) -> None:
    chart = base.plot.verdict().to_dict()
    order = chart["layer"][0]["encoding"]["y"]["sort"]
    assert order == list(base.verdict.sort_values("belief_mean", ascending=False)["project"])


def test_nothing_to_draw_is_said(base: ks.Result) -> None:
    ranked = set(base.drivers["project"].dropna())
    silent = [project for project in base.projects if project not in ranked]
    assert ranked or silent
    for project in ranked:
        base.plot.drivers(project).to_dict()
    for project in silent:
        with pytest.raises(ValueError, match="no input stands out"):
            base.plot.drivers(project)


def test_unknown_output_is_refused(base: ks.Result) -> None:
    with pytest.raises(KeyError):
        base.plot.curve("nonsense", "akash")


def test_what_stands_out_is_named_once(base: ks.Result) -> None:
    drivers = base.drivers[base.drivers["project"].isna()].copy()
    drivers["stands_out"] = True
    rows = outstanding(drivers)
    sums = set(rows.loc[rows["kind"] == "sum", "input"])
    singles = rows.loc[rows["kind"] == "single", "input"]
    assert sums
    assert not [name for name in singles if name.startswith("networks.") and not name.startswith("networks.*.")
                and name.split(".", 2)[2] in sums]
