"""Two results compared."""
from __future__ import annotations

import pytest

import killshot as ks

from .conftest import BASE


def test_inputs_that_differ(base: ks.Result, cheaper: ks.Result) -> None:
    inputs = ks.diff(base, cheaper).inputs.set_index("parameter")
    assert sorted(inputs.index) == ["networks.akash.margin0", "sector.cut_rate"]
    columns = {name: inputs[name].to_dict() for name in ("a", "b", "unit")}
    assert columns["a"]["sector.cut_rate"] == base.inputs.set_index("parameter")["value"].to_dict()["sector.cut_rate"]
    assert (columns["b"]["sector.cut_rate"], columns["unit"]["sector.cut_rate"]) == (0.3, "1/year")
    assert inputs.loc["networks.akash.margin0", "project"] == "Akash Network"


def test_differences(base: ks.Result, cheaper: ks.Result) -> None:
    frame = ks.diff(base.path, cheaper.path).differences.set_index("project")
    p_a, p_b = (result.verdict.set_index("project")["p_kill"] for result in (base, cheaper))
    assert (frame["p_a"] == p_a[frame.index]).all()
    assert (frame["p_b"] == p_b[frame.index]).all()
    assert frame["difference"].to_list() == pytest.approx((p_b - p_a)[frame.index].to_list())
    assert ((frame["low"] <= frame["difference"]) & (frame["difference"] <= frame["high"])).all()
    assert (frame["n10"] > frame["n01"]).all(), "more list cuts kill on more paths"
    assert (frame["n10"] - frame["n01"]).to_list() == pytest.approx((frame["difference"] * 4096).to_list())


def test_names(base: ks.Result, cheaper: ks.Result, batch: ks.Result) -> None:
    assert ks.diff(base, cheaper).names == ("base.h5", "cheaper.h5")
    assert ks.diff(batch, batch, scenario="glut").names == ("glut", "glut")


def test_other_random_numbers(base: ks.Result) -> None:
    with pytest.raises(ks.KillshotError, match="seed"):
        ks.diff(base, ks.run(BASE, paths=64, beliefs=0, seed=5))
