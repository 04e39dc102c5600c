#!/usr/bin/env python3
"""scripts/gpu from measurement to report, on the emulated card.

usage: kit_test.py KILLSHOT PROBES SCENARIOS
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

KIT = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "gpu"
KILLSHOT, PROBES, SCENARIOS = sys.argv[1:4]


class Kit(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="killshot-kit-")
        cls.results = pathlib.Path(cls.folder.name) / "results.jsonl"
        variant = pathlib.Path(cls.folder.name) / "killshot_variant"
        variant.symlink_to(KILLSHOT)
        environment = os.environ | {"KILLSHOT": KILLSHOT, "KILLSHOT_VARIANT": str(variant), "KILLSHOT_PROBES": PROBES,
                                    "KILLSHOT_SCENARIOS": SCENARIOS, "KILLSHOT_GPU_TEST": "true"}
        cls.measured = subprocess.run([KIT / "measure.sh", cls.results, "--tiny"], env=environment, text=True,
                                      capture_output=True, check=False)
        cls.stages = {}
        for line in cls.results.read_text("utf-8").splitlines():
            stage = json.loads(line)
            cls.stages[stage["stage"]] = stage

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def report(self, results):
        made = subprocess.run([KIT / "report.py", results, "-o", self.folder.name], text=True, capture_output=True,
                              check=False)
        return made, [pathlib.Path(line) for line in made.stdout.splitlines()]

    def test_every_stage_leaves_a_line_and_works(self):
        self.assertEqual(self.measured.returncode, 0, self.measured.stderr)
        failed = {name: stage for name, stage in self.stages.items() if stage["exit_code"] != 0 and name != "facts"}
        self.assertEqual(failed, {})
        self.assertIn("emulated", self.stages["devices"]["text"])
        self.assertEqual(self.stages["verify"]["json"]["n_disagree"], 0)
        self.assertEqual(self.stages["probes"]["json"]["reciprocals_and_roots"]["different_from_host"], 0)

    def test_the_report_compares_the_digests(self):
        made, files = self.report(self.results)
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertEqual([file.suffix for file in files], [".md", ".json"])
        page = files[0].read_text("utf-8")
        for row in ("| killshot verify | 0 of ", "| digest of base | CPU ", "| digest of 32 networks | CPU ",
                    "| digest of 240 months | CPU ", "| kernels, 64 paths | ",
                    "| start of a card (a cold run minus a warm one) | ", "| kernels of killshot_variant | ",
                    "| a run of 64 paths | ", "| a batch of 3 scenarios, 2 host threads | "):
            self.assertIn(row, page)
        self.assertRegex(page, r"\| digest of base \| CPU (\w{16}), card \1 \| equal \| as predicted \|")
        self.assertEqual(json.loads(files[1].read_text("utf-8")).keys(), self.stages.keys())

    def test_a_wrong_digest_stands_out(self):
        wrong = pathlib.Path(self.folder.name) / "wrong.jsonl"
        stages = dict(self.stages)
        text = stages["digest_base_cuda"]["text"]
        at = text.index("digest ") + len("digest ")
        stages["digest_base_cuda"] = stages["digest_base_cuda"] | {"text": text[:at] + "0" * 16 + text[at + 16:]}
        wrong.write_text("".join(json.dumps(stage) + "\n" for stage in stages.values()), "utf-8")
        _, files = self.report(wrong)
        self.assertIn("card 0000000000000000 | equal | **not as predicted** |", files[0].read_text("utf-8"))

    def test_what_is_no_measurement_is_refused(self):
        broken = pathlib.Path(self.folder.name) / "broken.jsonl"
        broken.write_text("{}\nnot JSON\n", "utf-8")
        made, _ = self.report(broken)
        self.assertNotEqual(made.returncode, 0)
        self.assertRegex(made.stderr, r"broken.jsonl:\d")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
