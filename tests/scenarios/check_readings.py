#!/usr/bin/env python3
"""The rules for every reading in scenarios/: what it must say, and where it may stand.

A reading is a TOML table with a value and where it comes from; scenarios/README.md says what its keys mean. The program
checks what it reads; this checks what nobody runs, and what the program cannot know.

usage: check_readings.py [ROOT]      prints one line per violation; exit code 1 when there is any
"""
import datetime
import pathlib
import re
import sys
import tomllib

STATUSES = {"quoted", "derived", "fitted", "assumed"}
NEEDS_N = {"derived", "fitted"}
KEYS = {"value", "low", "high", "scale", "unit", "status", "n", "source", "as_of"}
# A base or network file states a number; a what-if overrides one, keeps its unit and may tell a story without a date.
STATED = {"value", "unit", "status", "source", "as_of"}
OVERRIDDEN = {"value", "status", "source"}
LONGEST_SOURCE = 240

# Nothing is known about these that differs between networks, so only common.toml (or a what-if) sets them.
COMMON_ONLY = {
    "share0", "margin0", "price_sensitivity", "local_kappa", "local_vol", "tail_growth", "utilization_max", "catch_up",
    "software_lag0", "discount_speed", "tightness_response", "cost_recovery", "supply_speed", "outage_rate",
    "outage_log_mean", "idle_power", "capital_decline", "sell_share", "flow_impact", "adoption_price", "adoption_load",
    "adoption_boost",
}

# Which table of a scenario holds the members of a C++ struct in src/inputs/parameter_rows.cpp.
SECTIONS = {"S": "sector", "K": "kill_shot", "N": "network", "E": "emission", "Inputs": "correlation",
            "UnlockTranche": "unlocks", "EmissionCut": "emission_cuts"}
ROW = re.compile(r'^    \{"(\w+)", "([^"]*)",.*?&(\w+)::', re.MULTILINE | re.DOTALL)
SCHEDULES = {"unlocks", "emission_cuts"}


def read_units(root):
    """{(section, name): unit}, from the table that the program reads scenarios by."""
    rows = ROW.findall((root / "src/inputs/parameter_rows.cpp").read_text())
    return {(SECTIONS[owner], name): unit for name, unit, owner in rows}


def numbers(value):
    """The numbers of a value, which may be an array or a matrix. Booleans and anything else are none."""
    if isinstance(value, list):
        return [number for element in value for number in numbers(element)]
    return [value] if isinstance(value, (int, float)) and not isinstance(value, bool) else []


def entries_of(table, section):
    """(section, name, entry) of each parameter under `table`: tables, schedules and dotted keys are followed."""
    for name, entry in table.items():
        if name in SCHEDULES and isinstance(entry, list):
            for element in entry:
                for key, part in element.items():
                    yield name, key, part
        elif name == "networks" and isinstance(entry, dict):
            for network in entry.values():
                yield from entries_of(network, "network")
        elif name in ("sector", "kill_shot", "correlation", "emission") and isinstance(entry, dict):
            yield from entries_of(entry, name)
        elif name == "scenario" and isinstance(entry, list):
            for variant in entry:
                yield from entries_of(variant, None)
        elif name not in ("run", "design", "axis"):
            yield section, name, entry


def check_interval(reading):
    value, low, high = (numbers(reading.get(key)) for key in ("value", "low", "high"))
    if not low and not high:
        return
    if not (len(low) == len(high) == len(value)):
        yield "needs low and high, one for each number of value"
        return
    for v, a, b in zip(value, low, high):
        if not a < b:
            yield f"low {a} is not below high {b}"
        elif not a <= v <= b:
            yield f"value {v} is outside low..high, {a}..{b}"


def check_n(reading):
    n, status = reading.get("n"), reading.get("status")
    if n is None:
        if status in NEEDS_N:
            yield f"is {status} and has no n (the number of observations behind it; 0 if none was seen)"
    elif isinstance(n, bool) or not isinstance(n, int) or n < 0:
        yield f"n is {n} (it counts observations)"


def check_source(source):
    if not source.strip() or "\n" in source:
        yield "source is empty or has several lines"
    if len(source) > LONGEST_SOURCE:
        yield f"source has {len(source)} characters (at most {LONGEST_SOURCE})"
    if re.search(r"(^|[\s(])(/|\.\./|~/)\w", source):
        yield "source names a path on somebody's machine (name the source itself)"


def check_reading(reading, needed, unit, start):
    missing = sorted(needed - reading.keys())
    if missing:
        yield f"lacks {', '.join(missing)}"
    unknown = sorted(reading.keys() - KEYS)
    if unknown:
        yield f"has unknown keys: {', '.join(unknown)}"
    if "status" in reading and reading["status"] not in STATUSES:
        yield f"status is {reading['status']!r} (one of {', '.join(sorted(STATUSES))})"
    as_of = reading.get("as_of")
    if as_of is not None and type(as_of) is not datetime.date:
        yield "as_of is not a date"
    elif as_of is not None and as_of > start:
        yield f"as_of {as_of} is after the start of base.toml, {start}"
    if unit is not None and reading.get("unit", unit) != unit:
        yield f"unit is {reading['unit']!r}, which the program spells {unit!r}"
    yield from check_interval(reading)
    yield from check_n(reading)
    if isinstance(reading.get("source"), str):
        yield from check_source(reading["source"])


def check_entry(name, entry, needed, unit, start):
    is_reading = isinstance(entry, dict)
    if is_reading:
        yield from check_reading(entry, needed, unit, start)
    value = entry.get("value") if is_reading else entry
    if name == "hyperscaler_weight" and abs(sum(numbers(value)) - 1) > 1e-9:
        yield f"the weights sum to {sum(numbers(value))}, not 1"


def check_file(path, root, units, start):
    document = tomllib.loads(path.read_text())
    scenarios = root / "scenarios"
    is_network = path.parent == scenarios / "networks"
    needed = STATED if is_network or "base" not in document else OVERRIDDEN
    for section, name, entry in entries_of(document, "network" if is_network else None):
        place = f"{path.relative_to(root)}: {name}"
        for problem in check_entry(name, entry, needed, units.get((section, name)), start):
            yield f"{place}: {problem}"
        if is_network and path.name != "common.toml" and section == "network" and name in COMMON_ONLY:
            yield f"{place}: only common.toml sets it (nothing is known that differs between networks)"


def check_tree(root):
    start = tomllib.loads((root / "scenarios/base.toml").read_text())["run"]["start"]
    units = read_units(root)
    if not units:
        return ["src/inputs/parameter_rows.cpp: no rows were found in it (ROW in check_readings.py no longer fits)"]
    paths = sorted((root / "scenarios").rglob("*.toml"))
    return [problem for path in paths for problem in check_file(path, root, units, start)]


def main():
    root = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2]
    problems = check_tree(root)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
