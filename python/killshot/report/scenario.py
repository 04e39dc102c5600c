"""One scenario of a result: the data frames that a report needs, without the other scenarios of a batch."""
from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import frames

if TYPE_CHECKING:
    from ..result import Result


class Scenario:
    """The first scenario of a result, or a named one. `json` is what `killshot show --json` says of it."""

    def __init__(self, result: Result, name: str | None = None) -> None:
        self.json: dict[str, Any] = result.show(name)
        self._dataset = result.dataset.sel(scenario=[self.json["scenario"]])

    @cached_property
    def verdict(self) -> pd.DataFrame:
        return frames.verdict(self._dataset)

    @cached_property
    def kill_cdf(self) -> pd.DataFrame:
        return frames.kill_cdf(self._dataset)

    @cached_property
    def causes(self) -> pd.DataFrame:
        return frames.causes(self._dataset)

    @cached_property
    def curves(self) -> pd.DataFrame:
        return frames.curves(self._dataset)

    @cached_property
    def conditions(self) -> pd.DataFrame:
        return frames.conditions(self._dataset)

    @cached_property
    def beliefs(self) -> pd.DataFrame:
        return frames.beliefs(self._dataset)

    @cached_property
    def signals(self) -> pd.DataFrame:
        return frames.signals(self.json)

    @cached_property
    def drivers(self) -> pd.DataFrame:
        return frames.drivers(self.json)

    @cached_property
    def inputs(self) -> pd.DataFrame:
        return frames.inputs(self.json)

    def input_files(self) -> dict[str, str]:
        """The text of each input file, by its name."""
        texts = self._dataset["provenance_text"]
        return {str(file): str(text) for file, text in zip(texts["file"].values, texts.values, strict=True)}
