#!/usr/bin/env python3
"""The rules of the result file, checked on real files by the programs that people open them with.

usage: result_file_test.py FOLDER      FOLDER holds one.h5 and batch.h5, written by write_result
"""
import hashlib
import json
import pathlib
import subprocess
import sys
import unittest

import h5py
import numpy as np
import xarray as xr

FOLDER = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
ENGINES = ("h5netcdf", "netcdf4")
GROUPS = ("signals", "parameters", "timing", "provenance")
FILES = {"one.h5": (*GROUPS, "beliefs"), "batch.h5": (*GROUPS, "diff", "epistemic")}
READINGS = ["effective", "lists", "any_list", "compute", "prices"]
CAUSES = ["kill_shot", "supply_exodus", "subsidy_exhausted", "token_death"]


def open_group(name, group=None, engine="h5netcdf"):
    return xr.open_dataset(FOLDER / name, group=group, engine=engine)


def datasets(file):
    found = []
    file.visititems(lambda name, item: found.append(item) if isinstance(item, h5py.Dataset) else None)
    return found


def is_scale(dataset):
    return dataset.attrs.get("CLASS") == b"DIMENSION_SCALE"


class Layout(unittest.TestCase):
    """What holds of every dataset, seen through h5py."""

    def setUp(self):
        self.files = [h5py.File(FOLDER / name, "r") for name in FILES]

    def tearDown(self):
        for file in self.files:
            file.close()

    def each(self):
        return [dataset for file in self.files for dataset in datasets(file)]

    def test_every_axis_has_a_scale_of_its_length_and_name(self):
        for dataset in self.each():
            if is_scale(dataset):
                self.assertEqual(dataset.attrs["NAME"].decode(), dataset.name.rsplit("/", 1)[-1])
                continue
            for axis, length in enumerate(dataset.shape):
                scales = list(dataset.dims[axis].values())
                self.assertEqual(len(scales), 1, dataset.name)
                self.assertEqual(scales[0].shape, (length,), dataset.name)
                self.assertEqual(scales[0].parent.name, dataset.parent.name, "a group repeats its coordinates")

    def test_every_variable_has_units_and_long_name(self):
        for dataset in self.each():
            self.assertTrue(dataset.attrs["units"], dataset.name)
            self.assertTrue(dataset.attrs["long_name"], dataset.name)

    def test_types_are_those_that_both_engines_read(self):
        for dataset in self.each():
            kind = h5py.check_string_dtype(dataset.dtype)
            if kind is not None:
                self.assertIsNone(kind.length, "the netCDF library crashes on UTF-8 of fixed length")
                self.assertEqual(kind.encoding, "utf-8")
            else:
                self.assertIn(dataset.dtype.str, ("|i1", "|u1", "<i4", "<i8", "<f4", "<f8"), dataset.name)
            self.assertIsNone(h5py.check_enum_dtype(dataset.dtype))

    def test_fill_values_have_the_type_of_their_data(self):
        for dataset in self.each():
            if "_FillValue" in dataset.attrs:
                self.assertEqual(np.asarray(dataset.attrs["_FillValue"]).dtype, dataset.dtype, dataset.name)

    def test_counts_have_no_fill_value(self):
        for dataset in self.each():
            if dataset.dtype == np.int64:
                self.assertNotIn("_FillValue", dataset.attrs, f"{dataset.name} stays an integer in xarray")

    def test_flags_have_values_and_meanings(self):
        for dataset in self.each():
            if dataset.dtype == np.int8:
                values, meanings = dataset.attrs["flag_values"], dataset.attrs["flag_meanings"].split()
                self.assertEqual(values.dtype, np.int8)
                self.assertEqual(len(values), len(meanings))

    def test_storage(self):
        self.assertTrue(any(dataset.compression for dataset in self.each()), "the batch is large enough to compress")
        for dataset in self.each():
            is_text = h5py.check_string_dtype(dataset.dtype) is not None
            counts = not is_text and dataset.dtype.kind == "i" and dataset.nbytes >= 65536 and not is_scale(dataset)
            if counts:
                self.assertEqual((dataset.compression, dataset.compression_opts, dataset.shuffle), ("gzip", 1, True),
                                 dataset.name)
                self.assertEqual(dataset.chunks[1:], dataset.shape[1:], "chunks are whole scenarios")
                self.assertLessEqual(dataset.chunks[0], dataset.shape[0])
            else:
                self.assertIsNone(dataset.chunks, dataset.name)
                self.assertIsNone(dataset.compression)

    def test_a_dimension_has_one_length(self):
        for file in self.files:
            lengths = {}
            for dataset in filter(is_scale, datasets(file)):
                dimension = dataset.name.rsplit("/", 1)[-1]
                self.assertEqual(lengths.setdefault(dimension, dataset.shape), dataset.shape, dataset.name)


class Engines(unittest.TestCase):
    """xarray sees the same file through both engines, and so does ncdump."""

    def test_both_engines_see_everything(self):
        for name in FILES:
            with h5py.File(FOLDER / name, "r") as file:
                stored = {group: {key for key, item in (file[group] if group else file).items()
                                  if isinstance(item, h5py.Dataset)} for group in (None, *FILES[name])}
            for group in (None, *FILES[name]):
                seen = {engine: open_group(name, group, engine) for engine in ENGINES}
                with self.subTest(file=name, group=group):
                    for engine in ENGINES:
                        self.assertEqual(set(seen[engine].variables), stored[group], engine)
                    xr.testing.assert_identical(*seen.values())

    def test_opens_without_naming_an_engine(self):
        self.assertIn("p_kill", xr.open_dataset(FOLDER / "one.h5"))

    def test_groups_repeat_the_roots_coordinates(self):
        for name in FILES:
            root = open_group(name)
            for group in FILES[name]:
                for dimension, values in open_group(name, group).coords.items():
                    if dimension in root.coords:
                        xr.testing.assert_equal(values, root[dimension].reset_coords(drop=True))

    def test_ncdump_reads_it(self):
        for name in FILES:
            text = subprocess.run(["ncdump", str(FOLDER / name)], check=True, capture_output=True, text=True).stdout
            self.assertIn("double p_kill(scenario, project) ;", text)
            self.assertIn("group: provenance {", text)
            self.assertIn('time:units = "days since 2026-11-22" ;', text)


class Meaning(unittest.TestCase):
    """What a notebook would compute agrees with what is written."""

    def setUp(self):
        self.file = open_group("one.h5")
        self.one = self.file.isel(scenario=0)
        self.paths = int(self.one.paths)

    def test_attributes_of_the_root(self):
        attributes = self.file.attrs
        for name in ("title", "source", "created_utc", "seed_hex", "rng", "backend", "isa", "digest", "status"):
            self.assertIsInstance(attributes[name], str, name)
        self.assertEqual(attributes["Conventions"], "CF-1.11")
        self.assertEqual(attributes["killshot_schema"], "2.0")
        self.assertEqual(attributes["seed"], int(attributes["seed_hex"], 16))
        self.assertEqual(attributes["confidence_level"], 0.95)
        self.assertRegex(attributes["digest"], "^[0-9a-f]{16}$")

    def test_coordinates(self):
        self.assertEqual(self.one.project.size, 14)
        self.assertIn("io.net", self.one.project.values)
        self.assertEqual(list(self.one.cause.values), CAUSES)
        self.assertEqual(list(self.one.reading.values), READINGS)
        self.assertEqual(list(self.one.month.values), list(range(1, 37)))
        self.assertEqual(list(self.one.report_month.values), [6, 12, 13, 18, 24, 30, 36])
        self.assertEqual(str(self.one.time.values[2])[:10], "2027-12-22")
        self.assertEqual(str(self.one.month_end.values[-1])[:10], "2029-11-22")
        self.assertEqual(list(self.one["quantile"].values), [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99])
        self.assertEqual(set(self.one.p_kill.coords), {"scenario", "project", "project_key", "project_stance",
                                                       "project_archetype", "project_token"})
        self.assertEqual(str(self.one.project_key.sel(project="io.net").values), "io_net")

    def test_kills(self):
        one, paths = self.one, self.paths
        self.assertEqual(paths, 2003)
        np.testing.assert_allclose(one.p_kill, one.n_kill / paths)
        np.testing.assert_array_equal(one.n_kill, one.n_fired.sel(cause="kill_shot").sum("month"))
        kills = one.n_fired.sel(cause="kill_shot")
        np.testing.assert_array_equal(one.n_kill_2027, kills.sel(month=slice(1, 13)).sum("month"))
        np.testing.assert_allclose(one.kill_cdf.isel(month=-1), one.p_kill, rtol=1e-6)
        np.testing.assert_allclose(one.kill_cdf.sel(month=13), one.p_kill_2027, rtol=1e-6)
        np.testing.assert_allclose(one.p_kill_given_K1, one.n_kill / one.n_K1_held)
        np.testing.assert_allclose(one.p_kill_first, one.n_exit.sel(cause="kill_shot").sum("month") / paths)
        self.assertTrue((one.p_kill_ci.sel(bound="low") <= one.p_kill).all())
        self.assertTrue((one.p_kill_ci.sel(bound="high") >= one.p_kill).all())
        self.assertTrue((one.p_kill_ci.sel(bound="low") >= 0).all() and (one.p_kill_ci.sel(bound="high") <= 1).all())
        self.assertGreater(int(one.n_kill.sum()), 0, "the test needs kills")

    def test_kill_bits(self):
        bits = np.unpackbits(self.one.kill_bits.values, axis=-1)
        self.assertEqual(self.one.kill_bits.dtype, np.uint8)
        np.testing.assert_array_equal(bits.sum(axis=-1), self.one.n_kill)
        self.assertEqual(bits[:, self.paths:].sum(), 0)
        killed_together = np.bincount(bits[:, :self.paths].sum(axis=0, dtype=int), minlength=15)
        np.testing.assert_array_equal(killed_together, self.one.n_killed)

    def test_exits_add_up(self):
        one, paths = self.one, self.paths
        np.testing.assert_allclose(one.cif, one.n_exit.cumsum("month") / paths, rtol=1e-6)
        np.testing.assert_array_equal(one.n_exit_mask.sum("exit_mask"), paths)
        np.testing.assert_array_equal(one.n_exit.sum(("cause", "month")), paths - one.n_exit_mask.sel(exit_mask=0))
        for position, cause in enumerate(CAUSES):
            has = (one.exit_mask.values >> position) & 1 == 1
            in_masks = one.n_exit_mask[:, has].sum("exit_mask")
            np.testing.assert_array_equal(one.n_fired.sel(cause=cause).sum("month"), in_masks)
        self.assertTrue((one.n_exit <= one.n_fired).all())

    def test_probabilities_by_month(self):
        for what in ("K2", "K2_prices", "K3"):
            np.testing.assert_allclose(self.one["p_" + what], self.one["n_" + what] / self.paths, rtol=1e-6)
        counted = READINGS[:-1]
        np.testing.assert_allclose(self.one.p_K1.sel(reading=counted), self.one.n_K1.sel(reading=counted) / self.paths,
                                   rtol=1e-6)
        self.assertTrue(self.one.p_K1.sel(reading="prices").isnull().all())
        self.assertEqual(int(self.one.n_K1.sel(reading="prices").sum()), 0)
        for share, count in (("p_parity", "n_parity"), ("p_parity_held", "n_parity_held"),
                             ("release_cdf", "n_release"),
                             ("adoption_cif", "n_adoption"), ("adoption_any_cif", "n_adoption_any")):
            np.testing.assert_allclose(self.one[share], self.one[count].cumsum("month") / self.paths, rtol=1e-6)

    def test_readings_of_the_kill_shot(self):
        one = self.one
        np.testing.assert_array_equal(one.n_kill_by_reading.sel(reading="effective"),
                                      one.n_fired.sel(cause="kill_shot"))
        np.testing.assert_allclose(one.p_kill_by_reading, one.n_kill_by_reading.sum("month") / self.paths)
        np.testing.assert_allclose(one.p_kill_by_reading.sel(reading="effective"), one.p_kill)
        self.assertGreater(int(one.n_kill_by_reading.sel(reading="compute").sum()), int(one.n_kill.sum()))

    def test_parity_in_three_readings(self):
        one = self.one
        self.assertTrue((one.p_parity_held <= one.p_parity).all())
        np.testing.assert_allclose(one.p_parity_at_end, one.n_parity_at_end / self.paths)
        self.assertTrue((one.n_parity_at_end <= one.n_parity.sum("month")).all())
        held = one.parity_held_month_q
        self.assertTrue((held >= 3).where(held.notnull(), True).all(), "hold_months is 3")

    def test_month_quantiles(self):
        passages = self.one.n_parity.values.astype(int)
        for i, counts in enumerate(passages):
            months = np.repeat(np.arange(1, 37), counts)
            got = self.one.parity_month_q.values[i]
            if months.size == 0:
                self.assertTrue(np.isnan(got).all())
            else:
                ranks = np.ceil(np.round(self.one["quantile"].values * months.size, 9)).astype(int)
                np.testing.assert_array_equal(got, months[np.maximum(ranks, 1) - 1])

    def test_outputs(self):
        names = [name[:-2] for name in self.one.variables if name.endswith("_q") and "time" in self.one[name].dims]
        self.assertEqual(len(names), 19)
        for name in names:
            quantiles, interval = self.one[name + "_q"], self.one[name + "_q_ci"]
            known = quantiles.notnull()
            self.assertTrue((quantiles.diff("quantile") >= 0).where(known.isel(quantile=0), True).all(), name)
            self.assertTrue((interval.sel(bound="low") <= quantiles).where(known, True).all(), name)
            self.assertTrue((interval.sel(bound="high") >= quantiles).where(known, True).all(), name)
            self.assertLess(quantiles.attrs["bin_half_width"], 0.008)
            self.assertTrue((self.one[name + "_sd"] >= 0).where(self.one[name + "_sd"].notnull(), True).all(), name)
        without_token = self.one.project_token == ""
        self.assertTrue(without_token.any())
        np.testing.assert_array_equal(self.one.token_price_mean.isnull().all("time"), without_token)
        self.assertTrue(self.one.utilization_q.max() <= 1 and self.one.utilization_q.min() >= 0)

    def test_signals(self):
        signals = open_group("one.h5", "signals").isel(scenario=0)
        left = signals.n.sum("bin")
        self.assertTrue((left == left.isel(signal=0)).all(), "every path is in one bin of each signal")
        np.testing.assert_array_equal(signals.n_kill.sum("bin").isel(signal=0),
                                      self.one.n_fired.sel(cause="kill_shot", month=slice(13, 36)).sum("month"))
        np.testing.assert_allclose(signals.p_kill_given, (signals.n_kill / signals.n).where(signals.n > 0), rtol=1e-6)
        used = signals.bin_edges.notnull().sum("edge").values - 1
        np.testing.assert_array_equal(used, [20, 20, 20, 2, 11, 20, 20, 2])
        for signal, n_bins in enumerate(used):
            self.assertEqual(int(signals.n.isel(signal=signal, bin=slice(n_bins, None)).sum()), 0)
            self.assertTrue(signals.p_kill_given.isel(signal=signal, bin=slice(n_bins, None)).isnull().all())

    def test_parameters(self):
        parameters = open_group("one.h5", "parameters").isel(scenario=0)
        rate = parameters.sel(parameter="sector.cut_rate")
        self.assertLess(float(rate.low), float(rate.value))
        self.assertLess(float(rate.value), float(rate.high))
        self.assertEqual(str(rate.unit.values), "1/year")
        self.assertTrue(str(rate.source.values))
        self.assertTrue(any(name.startswith("sector.list_price0.") for name in parameters.parameter.values))
        margin = parameters.sel(network_parameter="margin0")
        self.assertTrue(margin.network_value.notnull().all())
        self.assertTrue((margin.network_unit == "1").all())
        self.assertTrue(parameters.network_value.isnull().any(), "absent where the network has no such parameter")

    def test_provenance_and_timing(self):
        provenance = open_group("one.h5", "provenance")
        self.assertGreater(provenance.file.size, 14)
        for text, digest in zip(provenance.text.values, provenance.sha256.values):
            self.assertEqual(hashlib.sha256(text.encode()).hexdigest(), digest)
        resolved = str(provenance.resolved.values)
        self.assertEqual(len(json.loads(resolved)["networks"]), 14)
        self.assertEqual(hashlib.sha256(resolved.encode()).hexdigest(), provenance.attrs["input_sha256"])
        for name in ("command_line", "git", "compiler", "flags", "host", "cuda"):
            self.assertTrue(provenance.attrs[name], name)
        timing = open_group("one.h5", "timing")
        self.assertEqual(list(timing.stage.values), ["simulate", "write"])
        self.assertEqual(list(timing.seconds.values), [1.0, 0.5])
        self.assertEqual(float(timing.network_path_steps_per_second), 1e6)


class Batch(unittest.TestCase):
    """Several scenarios in one file, one of them failed."""

    def test_failed_rows_are_missing(self):
        for engine in ENGINES:
            batch = open_group("batch.h5", engine=engine)
            self.assertEqual(list(batch.scenario_status.values), [0, 0, 1, 0, 0, 0])
            self.assertEqual(set(batch.digest_of_scenario.values), {"", str(batch.digest_of_scenario.values[0])})
            self.assertEqual(str(batch.digest_of_scenario.values[2]), "")
            self.assertEqual(batch.attrs["status"], "1 scenarios failed")
            np.testing.assert_array_equal(batch.stop_reason.values[:2], [0, 1])
            for name in ("p_kill", "cost_ratio_q", "stop_reason"):
                self.assertTrue(batch[name].isel(scenario=2).isnull().all(), name)
                self.assertFalse(batch[name].isel(scenario=1).isnull().all(), name)
            for name in ("paths", "n_exit", "n_killed"):
                self.assertEqual(batch[name].dtype, np.int64)
                self.assertEqual(int(batch[name].isel(scenario=2).sum()), 0, name)
                self.assertGreater(int(batch[name].isel(scenario=1).sum()), 0, name)

    def test_differences_from_the_first(self):
        batch, diff = open_group("batch.h5"), open_group("batch.h5", "diff")
        done = [0, 1, 3, 4, 5]
        np.testing.assert_array_equal((diff.n11 + diff.n10)[done], batch.n_kill[done])
        np.testing.assert_array_equal((diff.n11 + diff.n01)[done], batch.n_kill[[0] * 5])
        self.assertTrue((diff.d_p_kill[done] == 0).all())
        self.assertTrue((diff.d_p_kill_ci[1].sel(bound="low") < 0).all())
        self.assertEqual(int(diff.n11[2].sum()), 0)
        self.assertTrue(diff.d_p_kill[2].isnull().all())
        np.testing.assert_array_equal(diff.n_paired, batch.paths)

    def test_draws_of_the_beliefs(self):
        root, beliefs = open_group("one.h5"), open_group("one.h5", "beliefs")
        self.assertEqual(len(root.attrs["digest_beliefs"]), 16)
        self.assertEqual(open_group("batch.h5").attrs["digest_beliefs"], "")
        self.assertEqual(list(beliefs.drawn.values), ["sector.cut_rate", "networks.*.margin0"])
        np.testing.assert_array_equal(beliefs.drawn_n.values, [6, np.nan])
        p = beliefs.n_kill / beliefs.paths
        np.testing.assert_allclose(beliefs.p_kill_mean, p.mean("draw"))
        np.testing.assert_allclose(beliefs.p_kill_sd_noise**2, (p * (1 - p) / 99).mean("draw"))
        np.testing.assert_allclose(beliefs.p_kill_sd**2, p.var("draw", ddof=1) - (p * (1 - p) / 99).mean("draw"))
        np.testing.assert_allclose(beliefs.p_kill_se, p.std("draw", ddof=1) / np.sqrt(700))
        # The networks are killed together, so their average is as noisy as each.
        np.testing.assert_allclose(beliefs.average_p_kill_sd_noise, beliefs.p_kill_sd_noise)
        self.assertTrue((beliefs.p_kill_2027_mean == 0).all())

    def test_spread_over_the_beliefs(self):
        batch, epistemic = open_group("batch.h5"), open_group("batch.h5", "epistemic")
        np.testing.assert_allclose(epistemic["mean"], batch.p_kill[0])
        np.testing.assert_allclose(epistemic.sd_belief, 0, atol=1e-6)  # five times the same scenario
        np.testing.assert_allclose(epistemic.sd_noise, 0, atol=1e-6)
        np.testing.assert_allclose(epistemic.p_kill_q.sel(quantile=0.5), batch.p_kill[0], atol=1e-6)

    def test_rows_do_not_mix(self):
        one, batch = open_group("one.h5").isel(scenario=0), open_group("batch.h5")
        for row in (0, 1, 3, 5):
            for name in ("n_exit", "p_kill", "kill_bits", "cost_ratio_q"):
                np.testing.assert_array_equal(batch[name].isel(scenario=row).values, one[name].values)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
