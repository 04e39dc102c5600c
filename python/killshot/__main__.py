"""`killshot report` and `killshot export --parquet`, which the program hands over: python -m killshot COMMAND ..."""
from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from .program import KillshotError
from .result import Result


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command. Returns the exit status: 0 done, 1 the result is wrong, 2 wrong usage (raised by argparse)."""
    given = _parser().parse_args(arguments)
    try:
        given.run(given)
    except KillshotError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}" if error.strerror else error, file=sys.stderr)
    else:
        return 0
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="killshot")
    commands = parser.add_subparsers(dest="command", required=True)

    report = commands.add_parser("report", help="write one HTML file that opens without a network")
    report.add_argument("files", nargs="+", metavar="FILE", help="result of a run (HDF5); more than one are compared")
    report.add_argument("-o", "--output", required=True, metavar="FILE", help="HTML file to write")
    report.set_defaults(run=_report)

    export = commands.add_parser("export", help="write the tables of a result as Parquet")
    export.add_argument("file", metavar="FILE", help="result of a run (HDF5)")
    export.add_argument("-o", "--output", required=True, metavar="DIR", help="folder to write them into")
    export.add_argument("--scenario", metavar="NAME", help="one scenario (default: all)")
    export.add_argument("--parquet", action="store_true", required=True, help="the format, which is the only one here")
    export.set_defaults(run=_export)

    for command in (report, export):
        command.add_argument("--force", action="store_true", help="replace what exists")
    return parser


def _report(given: argparse.Namespace) -> None:
    from .report import build

    build([Result(file) for file in given.files], given.output, force=given.force)


def _export(given: argparse.Namespace) -> None:
    from .export import export_parquet

    names = export_parquet(given.file, given.output, scenario=given.scenario, force=given.force)
    print(f"{len(names)} files in {given.output}; data_dictionary.csv says what they hold")


if __name__ == "__main__":
    sys.exit(main())
