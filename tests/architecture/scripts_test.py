#!/usr/bin/env python3
"""What the scripts promise: they say when they can do nothing, install what they have hashes of, and build every
preset; and tests keep to temporary folders whose names nobody can foresee."""
import json
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
FORESEEABLE = re.compile(r"temp_directory_path|gettempdir|[\"'(= ]/tmp\b|mktemp -u|tempfile\.mktemp|\btmpnam\b")


class Scripts(unittest.TestCase):
    def test_setup_fails_where_it_can_do_nothing(self):
        with tempfile.TemporaryDirectory() as empty:
            done = subprocess.run(["/bin/bash", ROOT / "scripts/setup.sh"], env={"PATH": empty}, capture_output=True,
                                  text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("this is not Debian (apt-get is missing)", done.stderr)

    def test_the_cuda_toolkit_is_installed_by_hashes(self):
        script = (ROOT / "scripts/setup-cuda.sh").read_text("utf-8")
        self.assertEqual(script.count("pip install"), script.count("--require-hashes"))
        self.assertEqual(script.count("pip install"), 1)
        pins = (ROOT / "scripts/cuda-requirements.txt").read_text("utf-8").split("==")[1:]
        self.assertGreater(len(pins), 3)
        for pin in pins:
            self.assertRegex(pin, r"--hash=sha256:[0-9a-f]{64}")

    def test_every_preset_is_built_by_the_tests(self):
        presets = json.loads((ROOT / "CMakePresets.json").read_text("utf-8"))["configurePresets"]
        script = (ROOT / "scripts/test.sh").read_text("utf-8")
        for preset in presets:
            self.assertRegex(script, rf"\bbuild {preset['name']}\b(?!/)|cmake --build --preset {preset['name']}\b")

    def test_no_test_uses_a_foreseeable_temporary_file(self):
        n_read = 0
        for path in sorted((ROOT / "tests").rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.suffix not in (".cpp", ".hpp", ".py", ".sh", ".txt") or name.startswith("tests/data/"):
                continue
            if path == pathlib.Path(__file__).resolve():
                continue
            n_read += 1
            self.assertIsNone(FORESEEABLE.search(path.read_text("utf-8")), name)
        self.assertGreater(n_read, 200)


if __name__ == "__main__":
    unittest.main()
