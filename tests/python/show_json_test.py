#!/usr/bin/env python3
"""Every number of `killshot show --json` is the file's, and every key stands in docs/json.md.

usage: show_json_test.py KILLSHOT FOLDER      FOLDER holds one.h5 and batch.h5, written by write_result
"""
import json
import pathlib
import re
import subprocess
import sys
import unittest

import numpy as np
import xarray as xr

KILLSHOT, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
COLUMNS = ("value", "low", "high", "status", "unit", "source", "as_of", "n")
PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs/json.md"


def show(name, *options):
    run = subprocess.run([KILLSHOT, "show", FOLDER / name, "--json", *options], capture_output=True, check=True)
    return json.loads(run.stdout)


def numbers(values):
    return np.array(values, dtype=float)  # null becomes NaN


class ShowJson(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shown = show("one.h5")
        cls.root, cls.signals, cls.beliefs, cls.parameters, cls.provenance = (
            xr.open_dataset(FOLDER / "one.h5", group=group).load()
            for group in (None, "signals", "beliefs", "parameters", "provenance"))
        cls.file = cls.root.isel(scenario=0)

    def networks(self):
        return zip(self.shown["networks"], range(self.root.sizes["project"]))

    def same(self, values, expected, what, **tolerance):
        np.testing.assert_allclose(numbers(values), expected, err_msg=what, **(tolerance or {"rtol": 1e-6}))

    def test_kills(self):
        for network, i in self.networks():
            self.assertEqual(network["name"], str(self.root.project[i].values))
            for name in ("p_kill", "p_kill_2027"):
                self.same(network[name]["estimate"], self.file[name][i], name, rtol=0)
                self.same([network[name]["low"], network[name]["high"]], self.file[name + "_ci"][i], name, rtol=1e-12)
            self.same(network["kill_cdf"], self.file.kill_cdf[i], "kill_cdf")
            self.assertEqual(network["kill_cdf"][-1], network["p_kill"]["estimate"])
            self.same(network["p_kill_given_K1"]["estimate"], self.file.p_kill_given_K1[i], "given K1", rtol=1e-12)

    def test_causes(self):
        for network, i in self.networks():
            incidence = self.file.cif[i]
            for cause, shares in network["cif"].items():
                self.same(shares, incidence.sel(cause=cause), cause)
            last = incidence.isel(month=-1)
            expected = str(last.cause.values[np.argmax(last.values)]) if last.values.max() > 0 else None
            self.assertEqual(network["main_cause"], expected)

    def test_conditions(self):
        for network, i in self.networks():
            for condition, shares in network["conditions"].items():
                self.same(shares, self.file["p_" + condition][i], condition)
        self.assertEqual(list(self.shown["sector"]["K1"]), ["effective", "lists", "any_list", "compute"])
        for reading, shares in self.shown["sector"]["K1"].items():
            self.same(shares, self.file.p_K1.sel(reading=reading), reading)

    def test_readings(self):
        for network, i in self.networks():
            for reading, value in network["readings"].items():
                self.same(value["estimate"], self.file.p_kill_by_reading[i].sel(reading=reading), reading, rtol=1e-12)

    def test_curves(self):
        n_curves = 0
        places = [(network["curves"], self.file.isel(project=i)) for network, i in self.networks()]
        for curves, file in [*places, (self.shown["sector"]["curves"], self.file)]:
            for name, curve in curves.items():
                self.assertEqual(curve["unit"], file[name + "_q"].units)
                self.same(curve["mean"], file[name + "_mean"], name)
                for probability, values in curve["quantiles"].items():
                    self.same(values, file[name + "_q"].sel(quantile=float(probability)), name)
                n_curves += 1
        outputs = [name for name in self.root.data_vars if name.endswith("_n_outside")]
        of_networks = sum("project" in self.root[name].dims for name in outputs)
        self.assertEqual(n_curves, of_networks * self.root.sizes["project"] + len(outputs) - of_networks)
        days = [np.datetime64(date["date"]) for date in self.shown["report_dates"]]
        self.assertEqual(days, list(self.root.time.values.astype("datetime64[D]")))

    def test_signals(self):
        n_readings = 0
        for network, i in self.networks():
            for name, answer in network["signals"].items():
                for reading in (answer["lowest"], answer["middle"], answer["highest"]):
                    if reading is None:
                        continue
                    place = {"scenario": 0, "project": i, "bin": reading["bin"]}
                    file = self.signals.isel(**place).sel(signal=name)
                    self.assertEqual((reading["hits"], reading["trials"]), (file.n_kill, file.n))
                    self.same(reading["estimate"], file.p_kill_given, name)
                    n_readings += 1
        self.assertGreater(n_readings, 100)

    def test_beliefs(self):
        for network, i in zip(self.shown["beliefs"]["networks"], range(self.root.sizes["project"])):
            for name in ("p_kill", "p_kill_2027"):
                self.same(network[name]["mean"], self.beliefs[name + "_mean"][i], name, rtol=1e-12)
                self.same(list(network[name]["quantiles"].values()), self.beliefs[name + "_q"][i], name, rtol=1e-12,
                          atol=1e-15)
        self.assertEqual(self.shown["beliefs"]["drivers"]["inputs"][0]["title"], "how often lists are cut")

    def test_inputs(self):
        shown = {entry["key"]: entry for entry in self.shown["inputs"]}
        file, keys = {name: array.values for name, array in self.parameters.isel(scenario=0).variables.items()}, set()
        for at, key in enumerate(file["parameter"]):
            keys.add(key)
            self.compare(shown[key], {name: file[name][at] for name in COLUMNS}, None)
        for i, (key, name) in enumerate(zip(self.root.project_key.values, self.root.project.values)):
            for at, parameter in enumerate(file["network_parameter"]):
                if np.isnan(file["network_value"][i, at]):
                    continue
                keys.add(f"networks.{key}.{parameter}")
                entry = {name: file["network_" + name][i, at] for name in COLUMNS if name != "unit"}
                entry["unit"] = file["network_unit"][at]
                self.compare(shown[f"networks.{key}.{parameter}"], entry, name)
        self.assertEqual(set(shown), keys)
        self.assertEqual([key for key, entry in shown.items() if not entry["meaning"]], [])
        self.assertGreater(shown["sector.cut_rate"]["influence"], 0)
        self.assertIsNone(shown["sector.pace0"]["influence"], "it was not drawn")

    def compare(self, entry, file, project):
        self.assertEqual(entry["project"], project)
        for name in ("value", "low", "high", "n"):
            self.same(entry[name], file[name], entry["key"], rtol=0)
        for name in ("unit", "source"):
            self.assertEqual(entry[name], file[name], entry["key"])
        self.assertEqual(entry["as_of"], file["as_of"] or None)
        flags = self.parameters.status.flag_meanings.split()
        self.assertEqual(entry["status"], flags[int(file["status"])])

    def test_provenance(self):
        shown = self.shown["provenance"]
        for name in ("command_line", "git", "compiler", "flags", "cuda", "input_sha256"):
            self.assertEqual(shown[name], self.provenance.attrs[name])
        self.assertEqual(shown["created_utc"], self.root.created_utc)
        self.assertEqual({entry["path"]: entry["sha256"] for entry in shown["files"]},
                         {str(one.file.values): str(one.values) for one in self.provenance.sha256})

    def test_the_sentence_is_that_of_the_text(self):
        text = subprocess.run([KILLSHOT, "show", FOLDER / "one.h5"], capture_output=True, check=True, text=True).stdout
        self.assertIn(self.shown["sentence"], " ".join(text.split()))
        for words in self.shown["conditions"].values():
            self.assertIn(words, " ".join(text.split()))
        by = show("one.h5", "--by", "2028-06")["sentence"]
        self.assertIn("by June 2028, at the stated values of the inputs", by)

    def test_a_scenario_of_a_batch(self):
        shown = show("batch.h5", "--scenario", "variant")
        self.assertEqual(shown["scenario"], "variant")
        self.assertNotIn("beliefs", shown)
        self.assertIn("difference_from_first", shown)
        self.assertEqual([entry["influence"] for entry in shown["inputs"] if entry["influence"] is not None], [])
        file = xr.open_dataset(FOLDER / "batch.h5").sel(scenario="variant")
        self.same([network["p_kill"]["estimate"] for network in shown["networks"]], file.p_kill, "p_kill", rtol=0)

    def test_every_key_is_documented(self):
        documented = set(re.findall(r"\w+", " ".join(re.findall(r"`(.*?)`", PAGE.read_text()))))
        self.assertEqual(sorted(set(self.keys_of(self.shown)) - documented), [])

    def keys_of(self, value):
        """Keys of the format itself: not those of maps whose keys are data (quantiles, causes, readings, ...)."""
        if isinstance(value, list):
            for one in value:
                yield from self.keys_of(one)
        elif isinstance(value, dict):
            for key, one in value.items():
                if not re.fullmatch(r"[0-9.]+", key):
                    yield key
                yield from self.keys_of(one)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
