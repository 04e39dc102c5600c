#!/usr/bin/env python3
"""`killshot export` as Python's csv and pandas read it, compared with `killshot show --json` and the file.

usage: export_test.py KILLSHOT FOLDER      FOLDER holds one.h5 and batch.h5, written by write_result
"""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import numpy as np
import pandas as pd
import xarray as xr

KILLSHOT, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
TABLES = {"verdict", "kill_cdf", "causes", "curves", "conditions", "signals", "drivers", "readings", "beliefs",
          "inputs", "provenance"}


def killshot(*arguments):
    return subprocess.run([KILLSHOT, *map(str, arguments)], capture_output=True, text=True)


def show(name):
    return json.loads(killshot("show", FOLDER / name, "--json").stdout)


class Exported(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.temporary.cleanup)
        cls.out = pathlib.Path(cls.temporary.name)
        for name in ("one", "batch"):
            run = killshot("export", FOLDER / f"{name}.h5", "-o", cls.out / name)
            assert run.returncode == 0, run.stderr
        cls.shown = show("one.h5")
        cls.networks = {network["name"]: network for network in cls.shown["networks"]}

    def table(self, name, folder="one"):
        return pd.read_csv(self.out / folder / f"{name}.csv", float_precision="round_trip")

    def same(self, column, expected):
        np.testing.assert_array_equal(np.array(column, dtype=float), np.array(expected, dtype=float))

    def test_files(self):
        for folder in ("one", "batch"):
            names = {path.name for path in (self.out / folder).iterdir()}
            self.assertEqual(names, {f"{table}.csv" for table in TABLES} | {"data_dictionary.csv", "README.txt"})

    def test_every_record_is_whole(self):
        for path in sorted(self.out.glob("*/*.csv")):
            self.assertTrue(path.read_bytes().endswith(b"\r\n"), path)
            with path.open(newline="", encoding="utf-8") as stream:
                records = list(csv.reader(stream, strict=True))
            self.assertEqual({len(record) for record in records}, {len(records[0])}, path)

    def test_the_dictionary_has_every_column(self):
        for folder in ("one", "batch"):
            dictionary = self.table("data_dictionary", folder)
            self.assertEqual(set(dictionary.table), TABLES)
            for table, rows in dictionary.groupby("table"):
                self.assertEqual(list(rows.column), list(self.table(table, folder).columns))
            self.assertEqual(set(dictionary.type), {"text", "date", "integer", "real"})
            self.assertFalse(dictionary.meaning.isna().any())
            numbers = dictionary[dictionary.type.isin(["integer", "real"])]
            self.assertFalse(numbers.unit.isna().any())

    def test_types_are_those_of_the_dictionary(self):
        for _, column in self.table("data_dictionary").iterrows():
            values = self.table(column.table)[column.column].dropna()
            if column.type == "integer":
                self.assertTrue((values == values.round()).all(), column.column)
            elif column.type == "real":
                self.assertTrue(pd.api.types.is_numeric_dtype(values.dtype) or not len(values), column.column)
            elif column.type == "date":
                pd.to_datetime(values, format="%Y-%m-%d")

    def test_verdict(self):
        verdict = self.table("verdict")
        beliefs = {network["name"]: network["p_kill"] for network in self.shown["beliefs"]["networks"]}
        self.assertEqual(len(verdict), len(self.networks))
        self.assertTrue(verdict.belief_mean.is_monotonic_decreasing)
        for _, row in verdict.iterrows():
            network = self.networks[row.project]
            self.assertEqual((row.p_kill, row.p_kill_low, row.p_kill_high),
                             tuple(network["p_kill"][name] for name in ("estimate", "low", "high")))
            self.assertEqual(row.belief_mean, beliefs[row.project]["mean"])
            self.assertEqual(row.belief_q95, beliefs[row.project]["quantiles"]["0.95"])
            self.assertEqual(row.p_kill_given_K1, network["p_kill_given_K1"]["estimate"])
            self.assertEqual(row.main_cause, network["main_cause"])
            self.assertEqual(row.kill_month_median, network["kill_month_median"]["month"])

    def test_by_month(self):
        for name, rows in self.table("kill_cdf").groupby("project"):
            self.same(rows.p, self.networks[name]["kill_cdf"])
            self.same(rows.p, rows.n_kill / rows.paths)
        for (name, cause), rows in self.table("causes").groupby(["project", "cause"]):
            self.same(rows.p, self.networks[name]["cif"][cause])
        conditions = self.table("conditions")
        self.same(conditions[conditions.condition == "K1"].p, self.shown["sector"]["K1"]["effective"])
        for (name, condition), rows in conditions.dropna(subset="project").groupby(["project", "condition"]):
            self.same(rows.p, self.networks[name]["conditions"][condition])

    def test_curves(self):
        curves = self.table("curves")
        self.assertEqual(len(curves), len(self.shown["report_dates"]) * (14 * 12 + 7))
        for (name, output), rows in curves.groupby([curves.project.fillna(""), "output"]):
            curve = (self.networks[name] if name else self.shown["sector"])["curves"][output]
            self.same(rows["mean"], curve["mean"])
            for probability, values in curve["quantiles"].items():
                self.same(rows[f"q{round(100 * float(probability)):02}"], values)

    def test_signals_and_readings(self):
        for (name, signal, group), rows in self.table("signals").groupby(["project", "signal", "group"]):
            answer = self.networks[name]["signals"][signal]
            reading = answer[group] or {"estimate": None, "low": None, "high": None, "trials": 0}
            self.same(rows[["p", "low", "high", "trials"]].iloc[0],
                      [reading[key] for key in ("estimate", "low", "high", "trials")])
            self.same(rows.difference, [answer["difference"]])
            self.assertEqual(rows.verdict.iloc[0], answer["verdict"])
        for (name, reading), rows in self.table("readings").groupby(["project", "reading"]):
            self.same(rows.p, [self.networks[name]["readings"][reading]["estimate"]])

    def test_beliefs_and_drivers(self):
        file = xr.open_dataset(FOLDER / "one.h5", group="beliefs")
        beliefs = self.table("beliefs").pivot(index="draw", columns="project", values="p_kill")
        self.same(beliefs[list(self.networks)], file.n_kill.values / file.paths.values[:, None])
        drivers = self.table("drivers")
        mean = drivers[drivers.project.isna() & (drivers.kind == "single")]
        expected = self.shown["beliefs"]["drivers"]["inputs"]
        self.assertEqual(list(mean.input), [driver["input"] for driver in expected])
        self.same(mean.share, [driver["share"] for driver in expected])
        self.same(mean.stands_out, [driver["stands_out"] for driver in expected])

    def test_inputs(self):
        inputs = self.table("inputs")
        self.assertEqual(list(inputs.parameter), [entry["key"] for entry in self.shown["inputs"]])
        for name in ("value", "low", "high", "n", "influence"):
            self.same(inputs[name], [entry[name] for entry in self.shown["inputs"]])
        for name in ("source", "meaning", "unit", "as_of", "project"):
            self.assertEqual(list(inputs[name].fillna("")), [entry[name] or "" for entry in self.shown["inputs"]])

    def test_provenance(self):
        facts = dict(zip(self.table("provenance").name, self.table("provenance").value))
        self.assertEqual(facts["digest"], self.shown["digest"])
        self.assertEqual(facts["flags"], self.shown["provenance"]["flags"])

    def test_a_batch_has_a_column_of_scenarios(self):
        for table in TABLES:
            self.assertEqual(self.table(table, "batch").columns[0], "scenario")
        self.assertEqual(list(self.table("verdict", "batch").scenario.unique()),
                         ["base", "variant", "same", "again", "twin"])
        self.assertEqual(len(self.table("beliefs", "batch")), 0)

    def test_one_scenario_of_a_batch(self):
        killshot("export", FOLDER / "batch.h5", "-o", self.out / "variant", "--scenario", "variant")
        self.assertEqual(set(self.table("verdict", "variant").scenario), {"variant"})
        run = killshot("export", FOLDER / "batch.h5", "-o", self.out / "x", "--scenario", "broken")
        self.assertEqual(run.returncode, 1)
        self.assertIn("scenario broken failed", run.stderr)
        self.assertEqual([path.name for path in (self.out / "x").iterdir()], [], "nothing half-written is left")

    def test_nothing_is_overwritten(self):
        folder = self.out / "again"
        folder.mkdir()
        (folder / "inputs.csv").write_text("mine")
        run = killshot("export", FOLDER / "one.h5", "-o", folder)
        self.assertEqual(run.returncode, 1)
        self.assertIn("inputs.csv: cannot be written (it exists already); give --force to replace it", run.stderr)
        self.assertEqual({path.name: path.read_text() for path in folder.iterdir()}, {"inputs.csv": "mine"})
        self.assertEqual(killshot("export", FOLDER / "one.h5", "-o", folder, "--force").returncode, 0)
        self.assertNotEqual((folder / "inputs.csv").read_text(), "mine")

    def test_the_readme_says_what_is_there(self):
        text = (self.out / "one" / "README.txt").read_text()
        self.assertIn(self.shown["digest"], text)
        for table in TABLES:
            self.assertIn(f"{table}.csv", text)
        self.assertLessEqual(max(map(len, text.splitlines())), 80)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
