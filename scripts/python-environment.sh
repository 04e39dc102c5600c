#!/usr/bin/env bash
# Makes the virtual environment that the tests of the Python package run in, unless it is there with these packages.
# usage: scripts/python-environment.sh FOLDER REQUIREMENTS... ; PYTHON names the interpreter (default: python3)
set -euo pipefail

if [[ $# -lt 2 ]]; then
    echo "usage: scripts/python-environment.sh FOLDER REQUIREMENTS..." >&2
    exit 2
fi
folder=$1
shift
wanted=$(cat "$@")

# The list is written last, so that an interrupted installation is begun again.
if [[ -f $folder/requirements.txt && $(<"$folder/requirements.txt") == "$wanted" ]]; then
    exit 0
fi
rm -rf "$folder"
"${PYTHON:-python3}" -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check "${@/#/--requirement=}"
printf '%s\n' "$wanted" >"$folder/requirements.txt"
