#!/usr/bin/env python3
"""Plants one violation of each rule and expects it to be found, and expects a correct tree to be left alone."""
import pathlib
import tempfile
import unittest

from check_readings import check_tree

ROWS = """constexpr ParameterSpec rows[] = {
    {"cut_rate", "1/year", rate, log, &S::cut_rate, "cuts (Eq. 1)"},
    {"hyperscaler_weight", "1", fraction, none,
     &S::hyperscaler_weight, "weights (Eq. 4)"},
    {"margin0", "1", {-1, 100, open}, plain, &N::margin0, "margin (Eq. 16)"},
    {"per_day", "token/day", token_amount, log, &E::per_day, "emission"},
    {"tokens", "token", token_amount, log, &UnlockTranche::tokens, "unlock"},
};
"""


def reading(unit="1/year", **changes):
    """A derived reading in TOML; None leaves a key out."""
    fields = {"value": "0.1", "low": "0.05", "high": "0.2", "unit": f"'{unit}'", "status": "'derived'", "n": "6",
              "source": "'a list, 2026'", "as_of": "2026-11-09"} | changes
    return "{ " + ", ".join(f"{key} = {text}" for key, text in fields.items() if text is not None) + " }"


def base(cut_rate, weights="[0.5, 0.3, 0.2]"):
    weight = reading("1", value=weights, low=None, high=None)
    return f"[run]\nstart = 2026-11-22\n[sector]\ncut_rate = {cut_rate}\nhyperscaler_weight = {weight}\n"


def network(tokens=reading("token"), per_day=reading("token/day"), more=""):
    return (f"base = 'common.toml'\nname = 'A'\n{more}\nunlocks = [{{ start_month = 0, tokens = {tokens} }}]\n"
            f"[emission]\nper_day = {per_day}\n")


GOOD = {
    "src/inputs/parameter_rows.cpp": ROWS,
    "scenarios/base.toml": base(reading()),
    "scenarios/networks/common.toml": "margin0 = " + reading("1", status="'assumed'", n=None) + "\n",
    "scenarios/networks/a.toml": network(),
    "scenarios/war.toml": "base = 'base.toml'\n[sector]\ncut_rate = { value = 1, status = 'assumed', source = 'a' }\n"
                          "[networks.'*']\nmargin0 = 0.1\nemission_cuts = [{ month = 6, factor = 0 }]\n"
                          "[[scenario]]\nname = 'calm'\nsector.cut_rate = 0.01\n",
}

# rule: (file, its text, a part of what has to be said)
PLANTED = {
    "no source": ("base.toml", base(reading(source=None)), "cut_rate: lacks source"),
    "no unit in the base": ("base.toml", base(reading().replace("unit = '1/year', ", "")), "cut_rate: lacks unit"),
    "no date": ("base.toml", base(reading(as_of=None)), "cut_rate: lacks as_of"),
    "no status in a what-if": ("war.toml", "base = 'base.toml'\n[sector]\ncut_rate = { value = 1, source = 'a' }\n",
                               "cut_rate: lacks status"),
    "a misspelt key": ("base.toml", base(reading(hihg="0.3")), "unknown keys: hihg"),
    "an unknown status": ("base.toml", base(reading(status="'guessed'")), "status is 'guessed'"),
    "low above value": ("base.toml", base(reading(low="0.15")), "value 0.1 is outside"),
    "low equals high": ("base.toml", base(reading(low="0.1", high="0.1")), "is not below high"),
    "low alone": ("base.toml", base(reading(high=None)), "needs low and high"),
    "read after the start": ("base.toml", base(reading(as_of="2026-11-23")), "after the start"),
    "a date in quotes": ("base.toml", base(reading(as_of="'2026-11-09'")), "as_of is not a date"),
    "derived without n": ("base.toml", base(reading(n=None)), "has no n"),
    "fitted without n": ("base.toml", base(reading(status="'fitted'", n=None)), "has no n"),
    "half an observation": ("base.toml", base(reading(n="0.5")), "n is 0.5"),
    "another unit": ("base.toml", base(reading("1/month")), "the program spells '1/year'"),
    "another unit in an emission": (
        "networks/a.toml", network(per_day=reading("token")), "the program spells 'token/day'"),
    "another unit in a tranche": ("networks/a.toml", network(tokens=reading("USD")), "the program spells 'token'"),
    "a source on this machine": ("base.toml", base(reading(source="'/home/a.csv'")), "names a path"),
    "an endless source": ("base.toml", base(reading(source=f"'{'x' * 300}'")), "source has 300 characters"),
    "weights that do not sum to 1": ("base.toml", base(reading(), weights="[0.5, 0.3, 0.3]"), "the weights sum to"),
    "weights of a variant": ("war.toml", "base = 'base.toml'\n[[scenario]]\nname = 'a'\n"
                                         "sector.hyperscaler_weight = [1, 1, 0]\n", "the weights sum to 2"),
    "a network's own margin0": ("networks/a.toml", network(more=f"margin0 = {reading('1')}"),
                              "only common.toml sets it"),
}


def problems_of(files):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        return check_tree(root)


class Readings(unittest.TestCase):
    def test_each_planted_violation_is_found_alone(self):
        for rule, (name, text, wanted) in PLANTED.items():
            with self.subTest(rule):
                found = problems_of(GOOD | {f"scenarios/{name}": text})
                self.assertEqual(len(found), 1, found)
                self.assertIn(wanted, found[0])
                self.assertIn(name, found[0])

    def test_a_correct_tree_is_left_alone(self):
        self.assertEqual(problems_of(GOOD), [])

    def test_rows_that_cannot_be_read_are_told(self):
        self.assertIn("no rows", problems_of(GOOD | {"src/inputs/parameter_rows.cpp": "// moved\n"})[0])


if __name__ == "__main__":
    unittest.main()
