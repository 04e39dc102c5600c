"""One self-contained page from one or more results; it works offline and loads nothing.

The page's policy allows only the two scripts and the style that stand in it, by their hashes, and no eval: Vega's own
interpreter evaluates the expressions of the charts.
"""
from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import vl_convert

from ..charts.theme import config
from .compare import comparisons
from .data import Charts, compact, script_json
from .formats import FILTERS, is_missing, measured
from .page import Page
from .scenario import Scenario
from .words import STATUS_MEANINGS

if TYPE_CHECKING:
    from ..result import Result


def build(results: Sequence[Result], path: str | Path, *, force: bool = False) -> Path:
    """Writes the report of `results` to `path`: the first is reported, the others are compared with it."""
    path = Path(path)
    if path.exists() and not force:
        raise FileExistsError(f"{path} exists; choose another name or overwrite it with --force")
    text = render(results)
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
    return path


def render(results: Sequence[Result]) -> str:
    """The page as text."""
    charts = Charts()
    page = Page(Scenario(results[0]), charts)
    for row in page.rows:
        row["slug"] = f"network-{row['key']}"
    projects = [page.project(row) for row in page.rows]
    css, js = _resource("report.css"), _resource("report.js")
    bundle = _bundle()
    context: dict[str, Any] = {
        "page": page,
        "title": str(page.json["scenario"]),
        "projects": projects,
        "driver_figure": page.driver_figure(),
        "drivers": page.drivers(None),
        "signal_verdicts": page.signal_verdicts(),
        "compared": comparisons(results, charts),
        "inputs": page.inputs(),
        "status_meanings": STATUS_MEANINGS,
        "changed_inputs": page.json.get("changed_inputs", []),
        "css": css,
        "js": js,
        "bundle": base64.b64encode(gzip.compress(bundle.encode(), mtime=0)).decode(),
        "policy": _policy([bundle, js], css),
    }
    context["data_json"] = script_json({**charts.embedded(),
                                        "themes": {"light": config(), "dark": config(dark=True)}})
    return _environment().get_template("report.html.j2").render(context)


def _policy(scripts: Sequence[str], style: str) -> str:
    def source(text: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    return (f"default-src 'none'; script-src {' '.join(source(script) for script in scripts)}; "
            f"style-src {source(style)}; img-src data:; base-uri 'none'; form-action 'none'")


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("killshot.report"), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(FILTERS)
    environment.filters["measured"] = measured
    environment.filters["abs_points"] = lambda difference: f"{abs(100 * difference):.1f}"
    environment.filters["plain"] = _plain
    return environment


def _plain(value: Any) -> str:
    """The value as JSON has it; a text without its quotes."""
    if is_missing(value) or isinstance(value, jinja2.Undefined):
        return "null"
    if isinstance(value, str):
        return value
    if hasattr(value, "item"):
        value = value.item()
    return json.dumps(compact(value))


@cache
def _bundle() -> str:
    """Vega, Vega-Lite and vega-embed as one script."""
    return str(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"))


def _resource(name: str) -> str:
    return resources.files("killshot.report").joinpath(name).read_text(encoding="utf-8")
