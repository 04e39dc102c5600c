"""Small results that the tests share: a scenario with draws of its inputs, one with other inputs, and a batch."""
from __future__ import annotations

from pathlib import Path

import pytest

import killshot as ks

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "scenarios" / "base.toml"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("results")


@pytest.fixture(scope="session")
def base(folder: Path) -> ks.Result:
    return ks.run(BASE, paths=4096, beliefs=64, belief_paths=128, output=folder / "base.h5")


@pytest.fixture(scope="session")
def cheaper(folder: Path) -> ks.Result:
    return ks.run(BASE, set={"sector.cut_rate": 0.3, "networks.akash.margin0": 0.25}, paths=4096, beliefs=0,
                  output=folder / "cheaper.h5")


@pytest.fixture(scope="session")
def batch(folder: Path) -> ks.Result:
    file = folder / "batch.toml"
    file.write_text(f'base = "{BASE}"\n'
                    '[[scenario]]\nname = "base"\n'
                    '[[scenario]]\nname = "glut"\nsector.cut_rate = 0.5\n')
    return ks.run(file, paths=1024, output=folder / "batch.h5")
