"""A result of the program: one HDF5 file as data frames, as an xarray dataset and as charts."""
from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pandas as pd
import xarray as xr

from . import frames, program
from .dataset import read_dataset
from .program import KillshotError

if TYPE_CHECKING:
    from .charts.plot import Plot

Facts = dict[str, Any]


class Result:
    """What a run wrote.

    The data frames have one row an observation; probabilities are shares (0 to 1), money is USD, `month` counts from 1
    at the start of the run and `date` is the day on which that month ends. Where the file holds several scenarios, the
    first column is `scenario`; scenarios that failed are left out. Each is made when it is first asked for. After a run
    with outputs="kills", what the file does not hold is missing: columns are empty, or the whole frame is.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Opens a result file. Raises KillshotError where it is not one, or is damaged."""
        self.path = Path(path)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._shown: dict[str, Facts] = {}
        first: Facts = json.loads(program.call(["show", self.path, "--json"]))
        if "networks" in first:
            self._shown[first["scenario"]] = first

    def __repr__(self) -> str:
        facts = self.facts
        held = f"{len(self.scenarios)} scenarios" if self.has_several else str(facts["scenario"])
        return (f"<killshot.Result {held}: {len(self.projects)} networks, {facts['horizon_months']} months from "
                f"{facts['start']}, digest {facts['digest']}>")

    @property
    def scenarios(self) -> list[str]:
        """Names of the scenarios that were simulated."""
        return [str(name) for name in self._complete.scenario.values]

    @property
    def has_several(self) -> bool:
        """Whether the file holds more than one scenario."""
        return self.dataset.sizes["scenario"] > 1

    @property
    def projects(self) -> list[str]:
        """Names of the networks, in the order of the scenario file."""
        return [str(name) for name in self.dataset.project.values]

    def name_of(self, project: str) -> str:
        """The name of a network that is given by its name, the name of its file, or its ticker, in any case."""
        wanted = project.casefold()
        dataset = self.dataset
        for names in (dataset.project, dataset.project_key, dataset.project_token):
            for name, alias in zip(self.projects, names.values, strict=True):
                if wanted and str(alias).casefold() == wanted:
                    return name
        raise KillshotError(f"{project}: is not a network of {self.path}; it has {', '.join(self.projects)}")

    def show(self, scenario: str | None = None) -> Facts:
        """What `killshot show FILE --json` prints of a scenario (the first, where none is named)."""
        name = self.scenarios[0] if scenario is None else scenario
        if name not in self._shown:
            self._shown[name] = self._ask(name)
        return self._shown[name]

    @cached_property
    def facts(self) -> Facts:
        """What is true of the whole file: title, scenario, start, horizon, seed, paths, digest, version, command,
        confidence_level, kill_shot (its parameters), conditions and sentence (in words)."""
        shown = self.show()
        attributes = self.dataset.attrs
        return {
            "title": attributes["title"],
            "scenario": shown["scenario"],
            "start": shown["start"],
            "horizon": shown["horizon"]["date"],
            "horizon_months": shown["horizon"]["month"],
            "seed": shown["seed"],
            "paths": shown["paths"],
            "digest": shown["digest"],
            "version": shown["source"],
            "command": self.dataset.attrs["provenance_command_line"],
            "confidence_level": shown["confidence_level"],
            "kill_shot": shown["kill_shot"],
            "conditions": shown["conditions"],
            "sentence": shown["sentence"],
            "assumed_share": shown["assumed_share"],
        }

    @cached_property
    def dataset(self) -> xr.Dataset:
        """All groups of the file in one xarray.Dataset, whatever failed included; docs/schema.md says what is in it.

        The variables of a group bear its name: `signals_n_kill` is /signals/n_kill. Attributes likewise.
        """
        return read_dataset(self.path)

    @cached_property
    def verdict(self) -> pd.DataFrame:
        """P(kill) by the horizon and by the end of 2027, a row a network, the likeliest first.

        p_kill takes the inputs at their stated values, with its exact interval (p_kill_low, p_kill_high); belief_mean
        and belief_q05 to belief_q95 are the mean and the quantiles over the draws of the inputs. p_kill_given_K1: given
        that K1 held; main_cause: the first exit that is most often; kill_month_median: over the paths that are killed;
        assumed_share: the share of the inputs that are judgements.
        """
        return self._tidy(frames.verdict(self._complete))

    @cached_property
    def kill_cdf(self) -> pd.DataFrame:
        """Paths that the kill shot has taken by the end of each month: n_kill of paths, p their share."""
        return self._tidy(frames.kill_cdf(self._complete))

    @cached_property
    def causes(self) -> pd.DataFrame:
        """Cumulative incidence of first exits by cause: n of paths by the end of each month, p their share."""
        return self._tidy(frames.causes(self._complete))

    @cached_property
    def curves(self) -> pd.DataFrame:
        """Mean and quantiles (q01 to q99) of every output at the report dates; project is missing for the sector's."""
        return self._tidy(frames.curves(self._complete))

    @cached_property
    def conditions(self) -> pd.DataFrame:
        """Share of paths on which a condition (K1, K2, K2_prices, K3) holds after each month; K1 has no project."""
        return self._tidy(frames.conditions(self._complete))

    @cached_property
    def beliefs(self) -> pd.DataFrame:
        """P(kill) by the horizon and by the end of 2027 in each draw of the inputs, with its counting noise.

        Empty where the inputs were not drawn: in a batch, and after `--beliefs 0`.
        """
        return self._tidy(frames.beliefs(self._complete))

    @cached_property
    def signals(self) -> pd.DataFrame:
        """P(kill later) by where a signal stood at the decision month: three groups a signal, with exact intervals.

        difference: of the highest group from the lowest, with its interval; verdict: what that says.
        """
        return self._of_each(frames.signals)

    @cached_property
    def drivers(self) -> pd.DataFrame:
        """Inputs by their share of the spread of P(kill) over the draws; project is missing for the mean over all.

        kind: `single` for one input, `sum` for one of every network together. A share below floor cannot be told from
        noise. p_kill_lowest_tenth: the mean P(kill) over the draws in which the input is lowest. Empty like beliefs.
        """
        return self._of_each(frames.drivers)

    @cached_property
    def readings(self) -> pd.DataFrame:
        """P(kill) by the horizon under each reading of the kill shot's words, with exact intervals."""
        return self._of_each(frames.readings)

    @cached_property
    def inputs(self) -> pd.DataFrame:
        """Every input with its belief (low, high: its 5% and 95% points) and its provenance; project is missing for
        those of the sector. influence: the share of the spread of P(kill) that it explains, on average."""
        return self._of_each(frames.inputs)

    @property
    def plot(self) -> Plot:
        """Charts, as in result.plot.verdict() or result.plot.costs("akash").save("akash.svg")."""
        from .charts.plot import Plot

        return Plot(self)

    @cached_property
    def _complete(self) -> xr.Dataset:
        """The scenarios that did not fail."""
        return self.dataset.isel(scenario=self.dataset.scenario_status.values == 0)

    def _ask(self, scenario: str) -> Facts:
        selection = ["--scenario", scenario] if self.has_several else []
        shown: Facts = json.loads(program.call(["show", self.path, "--json", *selection]))
        return shown

    def _tidy(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame if self.has_several or "scenario" not in frame else frame.drop(columns="scenario")

    def _of_each(self, make: frames.OfShown) -> pd.DataFrame:
        """Rows that the program works out, from one call for each scenario."""
        def rows(name: str) -> pd.DataFrame:
            # What is said of each scenario of a large batch would fill the memory, so it is not kept.
            return make(self._shown.get(name) or self._ask(name)).assign(scenario=name)

        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            frame = pd.concat(pool.map(rows, self.scenarios), ignore_index=True)
        return self._tidy(frame[["scenario", *frame.columns.drop("scenario")]])


def open(path: str | os.PathLike[str]) -> Result:
    """Opens the result of `killshot run`. Raises KillshotError where the file is not one, or is damaged."""
    return Result(path)


def run(
    scenario: str | os.PathLike[str] = "base",
    *,
    set: Mapping[str, Any] | None = None,
    paths: int | None = None,
    seed: int | None = None,
    beliefs: int | None = None,
    belief_paths: int | None = None,
    backend: str | None = None,
    threads: int | None = None,
    outputs: str | None = None,
    output: str | os.PathLike[str] | None = None,
    force: bool = False,
    progress: bool = True,
) -> Result:
    """Simulates a scenario by calling `killshot run`, and returns its result.

    scenario: the name of a shipped scenario, or a TOML file. set: inputs that differ, by their dotted key, as in
    {"sector.cut_rate": 0.3}. beliefs, belief_paths: draws of the inputs (0: none) and paths of each. What is left out
    is as in the scenario, or as the program chooses. outputs: "kills" for a small file of a large batch. output: the
    file to write; without one, a temporary file that lasts as long as the Result. force: replaces an existing file.
    progress: shows a line that says how far the run is. Raises KillshotError with the program's message.
    """
    folder = tempfile.TemporaryDirectory(prefix="killshot-") if output is None else None
    path = Path(folder.name) / "result.h5" if folder else Path(cast("str | os.PathLike[str]", output))
    options = {"--paths": paths, "--seed": seed, "--beliefs": beliefs, "--belief-paths": belief_paths,
               "--backend": backend, "--threads": threads, "--outputs": outputs}
    arguments: list[str] = ["run", os.fspath(scenario), "--output", str(path)]
    for key, value in (set or {}).items():
        arguments += ["--set", f"{key}={toml(value)}"]
    for option, given in options.items():
        if given is not None:
            arguments += [option, str(given)]
    if force:
        arguments.append("--force")
    line = program.ProgressLine()
    try:
        program.call(arguments, line if progress else None)
    finally:
        line.finish()
    result = Result(path)
    result._folder = folder
    return result


def toml(value: Any) -> str:
    """A value as TOML writes it: numbers, booleans, text, dates, and lists of them."""
    if hasattr(value, "tolist"):  # of NumPy
        value = value.tolist()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, int | float):
        return repr(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if isinstance(value, Iterable):
        return "[" + ", ".join(map(toml, value)) + "]"
    raise KillshotError(f"{value!r}: cannot be an input; give a number, text, a date, true or false, or a list of them")
