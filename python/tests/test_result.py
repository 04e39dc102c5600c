"""The data frames say what the file holds and what the program says of it."""
from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import killshot as ks
from killshot import program

from .conftest import BASE

FRAMES = {
    "verdict": "project key token stance archetype p_kill p_kill_low p_kill_high p_kill_2027 p_kill_2027_low "
               "p_kill_2027_high belief_mean belief_q05 belief_q25 belief_q50 belief_q75 belief_q95 belief_2027_mean "
               "belief_2027_q05 belief_2027_q95 p_kill_given_K1 main_cause kill_month_median assumed_share",
    "kill_cdf": "project month date n_kill paths p",
    "causes": "project cause month date n paths p",
    "curves": "project output month date unit mean q01 q05 q10 q25 q50 q75 q90 q95 q99",
    "conditions": "project condition month date p",
    "signals": "project signal title group p low high trials difference difference_low difference_high verdict",
    "drivers": "project input title kind share floor p_kill_lowest_tenth p_kill_highest_tenth stands_out status n "
               "source",
    "readings": "project reading title p low high",
    "beliefs": "project draw p_kill p_kill_2027",
    "inputs": "project parameter meaning value low high unit status n source as_of influence",
}


def network(shown: dict[str, Any], name: str) -> dict[str, Any]:
    return next(entry for entry in shown["networks"] if entry["name"] == name)


@pytest.mark.parametrize("name", FRAMES)
def test_columns(base: ks.Result, batch: ks.Result, name: str) -> None:
    columns = FRAMES[name].split()
    assert list(getattr(base, name)) == columns
    of_batch = list(getattr(batch, name))
    assert of_batch == (columns if name == "beliefs" else ["scenario", *columns])


@pytest.mark.parametrize("name", set(FRAMES) - {"beliefs", "drivers"})
def test_a_batch_has_the_rows_of_each_scenario(base: ks.Result, batch: ks.Result, name: str) -> None:
    frame = getattr(batch, name)
    assert list(frame["scenario"].unique()) == ["base", "glut"]
    for _, rows in frame.groupby("scenario"):
        assert len(rows) == len(getattr(base, name))


def test_failed_scenarios_are_left_out(folder: Path) -> None:
    file, output = folder / "failing.toml", folder / "failing.h5"
    file.write_text(f'base = "{BASE}"\n'
                    '[[scenario]]\nname = "contradiction"\n'
                    'networks.akash.cost_ratio0 = 20.0\nnetworks.akash.utilization0 = 0.001\n'
                    '[[scenario]]\nname = "base"\n')
    subprocess.run([program.find(), "run", file, "--paths", "64", "--on-error", "continue", "-o", output], check=False,
                   capture_output=True)
    result = ks.open(output)
    assert result.scenarios == ["base"] and result.dataset.sizes["scenario"] == 2
    assert result.facts["scenario"] == "base"
    for name in ("verdict", "kill_cdf", "curves", "readings"):
        assert set(getattr(result, name)["scenario"]) == {"base"}, name


def test_a_file_of_kills_alone(base: ks.Result, folder: Path) -> None:
    result = ks.run(BASE, paths=4096, beliefs=64, belief_paths=128, outputs="kills", output=folder / "kills.h5")
    for name in ("kill_cdf", "causes", "curves", "conditions"):
        assert getattr(result, name).empty and list(getattr(result, name)) == FRAMES[name].split()
    columns = ["project", "p_kill", "p_kill_2027", "belief_mean", "belief_q95", "assumed_share"]
    pd.testing.assert_frame_equal(result.verdict[columns], base.verdict[columns])
    assert result.verdict["main_cause"].isna().all()
    readings = ["project", "reading", "p"]
    pd.testing.assert_frame_equal(result.readings[readings], base.readings[readings])


def test_verdict(base: ks.Result) -> None:
    shown, verdict = base.show(), base.verdict
    assert verdict["belief_mean"].is_monotonic_decreasing
    assert sorted(verdict["project"]) == sorted(base.projects)
    drawn = {entry["name"]: entry["p_kill"] for entry in shown["beliefs"]["networks"]}
    for row in verdict.to_dict("records"):
        stated = network(shown, row["project"])
        assert (row["key"], row["stance"]) == (stated["key"], stated["stance"])
        assert pd.isna(row["token"]) if stated["token"] is None else row["token"] == stated["token"]
        assert (row["p_kill"], row["p_kill_low"], row["p_kill_high"]) == tuple(
            stated["p_kill"][key] for key in ("estimate", "low", "high"))
        assert row["p_kill_2027"] == stated["p_kill_2027"]["estimate"]
        assert row["main_cause"] == stated["main_cause"]
        assert row["kill_month_median"] == stated["kill_month_median"]["month"]
        assert row["belief_mean"] == pytest.approx(drawn[row["project"]]["mean"], rel=1e-12)
        assert row["belief_q95"] == pytest.approx(drawn[row["project"]]["quantiles"]["0.95"], rel=1e-12)


def test_verdict_without_draws_is_sorted_by_the_stated_value(cheaper: ks.Result) -> None:
    assert cheaper.verdict["p_kill"].is_monotonic_decreasing
    assert cheaper.verdict["belief_mean"].isna().all()


def test_shares_by_month(base: ks.Result) -> None:
    shown = base.show()
    for name in base.projects:
        stated = network(shown, name)
        kills = base.kill_cdf[base.kill_cdf["project"] == name]
        np.testing.assert_array_equal(kills["p"], stated["kill_cdf"])
        assert kills["n_kill"].iloc[-1] == stated["p_kill"]["hits"]
        for cause, rows in base.causes[base.causes["project"] == name].groupby("cause"):
            np.testing.assert_array_equal(rows["p"], stated["cif"][cause])
        for condition, rows in base.conditions[base.conditions["project"] == name].groupby("condition"):
            np.testing.assert_array_equal(rows["p"], stated["conditions"][condition])
    k1 = base.conditions[base.conditions["project"].isna()]
    np.testing.assert_array_equal(k1["p"], shown["sector"]["K1"]["effective"])


def test_months_have_dates(base: ks.Result) -> None:
    last = base.kill_cdf.iloc[-1]
    assert (last["month"], last["date"]) == (36, pd.Timestamp("2029-11-22"))
    assert base.kill_cdf["n_kill"].dtype == np.int64


def test_curves(base: ks.Result) -> None:
    shown = base.show()
    curves = base.curves
    for name, stated in [(None, shown["sector"]), *((n["name"], n) for n in shown["networks"])]:
        rows = curves[curves["project"].isna() if name is None else curves["project"] == name]
        assert set(rows["output"]) == set(stated["curves"])
        for output, own in rows.groupby("output"):
            curve = stated["curves"][output]
            assert set(own["unit"]) == {curve["unit"]}
            assert list(own["month"]) == [date["month"] for date in shown["report_dates"]]
            assert list(own["date"].dt.strftime("%Y-%m-%d")) == [date["date"] for date in shown["report_dates"]]
            np.testing.assert_allclose(own["mean"], np.array(curve["mean"], dtype=float), rtol=1e-6)
            np.testing.assert_allclose(own["q05"], np.array(curve["quantiles"]["0.05"], dtype=float), rtol=1e-6)


def test_beliefs_are_shares_of_the_paths_of_a_draw(base: ks.Result) -> None:
    beliefs = base.beliefs
    assert len(beliefs) == 14 * 64
    means = beliefs.groupby("project")["p_kill"].mean()
    verdict = base.verdict.set_index("project")["belief_mean"]
    np.testing.assert_allclose(means[verdict.index], verdict, rtol=1e-12)


def test_statistics_are_those_of_the_program(base: ks.Result) -> None:
    shown = base.show()
    akash = network(shown, "Akash Network")
    signals = base.signals[(base.signals["project"] == "Akash Network") & (base.signals["signal"] == "utilization")]
    assert list(signals["group"]) == ["lowest", "middle", "highest"]
    assert signals["p"].iloc[2] == akash["signals"]["utilization"]["highest"]["estimate"]
    assert signals["verdict"].iloc[0] == akash["signals"]["utilization"]["verdict"]
    readings = base.readings[base.readings["project"] == "Akash Network"].set_index("reading")
    assert readings.loc["any_list", "high"] == akash["readings"]["any_list"]["high"]
    drivers = base.drivers[base.drivers["project"].isna()]
    assert list(drivers["kind"].unique()) == ["single", "sum"]
    assert drivers["share"].iloc[0] == shown["beliefs"]["drivers"]["inputs"][0]["share"]


def test_inputs(base: ks.Result) -> None:
    inputs = base.inputs.set_index("parameter")
    assert inputs.loc["sector.cut_rate", "unit"] == "1/year"
    assert inputs.loc["networks.akash.margin0", "project"] == "Akash Network"
    dataset = base.dataset
    assert inputs.loc["sector.cut_rate", "value"] == dataset.parameters_value.sel(parameter="sector.cut_rate").item()
    assert set(inputs["status"]) == {"quoted", "derived", "assumed"}
    assert inputs["influence"].notna().sum() > 100


def test_dataset_joins_the_groups(base: ks.Result) -> None:
    dataset = base.dataset
    for name in ("n_exit", "signals_n_kill", "beliefs_n_kill", "paths"):
        assert dataset[name].dtype == np.int64, name
    assert dataset.stop_reason.dtype == np.int8
    assert "networks" in str(dataset.provenance_resolved.item())
    assert dataset.attrs["provenance_git"]
    assert dataset.p_kill.sel(project="io.net").size == 1


@pytest.mark.parametrize("alias", ["io.net", "IO.NET", "io_net", "IO", "io"])
def test_networks_by_name_key_or_ticker(base: ks.Result, alias: str) -> None:
    assert base.name_of(alias) == "io.net"


def test_unknown_network(base: ks.Result) -> None:
    with pytest.raises(ks.KillshotError, match="aksh: is not a network of .*base.h5; it has Bittensor, io.net"):
        base.name_of("aksh")
    with pytest.raises(ks.KillshotError, match="it has"):
        base.name_of("")


def test_facts(base: ks.Result) -> None:
    facts = base.facts
    assert facts["scenario"] == "base"
    assert (facts["start"], facts["horizon"], facts["horizon_months"]) == ("2026-11-22", "2029-11-22", 36)
    assert (facts["paths"], facts["seed"]) == (4096, 20261122)
    assert facts["digest"] == base.dataset.attrs["digest"]
    assert facts["kill_shot"]["hold_months"] == 3
    assert "run" in facts["command"]
    assert facts["sentence"].startswith("On average over the networks")
    assert "base" in repr(base)


def test_open_says_what_is_wrong(folder: Path) -> None:
    with pytest.raises(ks.KillshotError, match="nothing.h5"):
        ks.open(folder / "nothing.h5")
    text = folder / "text.h5"
    text.write_text("not HDF5")
    with pytest.raises(ks.KillshotError, match="text.h5"):
        ks.open(text)
