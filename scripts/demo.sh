#!/usr/bin/env bash
# Builds killshot, runs the base scenario, prints its table and writes its report, results/base.html; replaces the
# results of an earlier run. Arguments go to `killshot run`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/setup.sh
cmake --preset default >/dev/null
cmake --build --preset default --target killshot_cli
build/default/bin/killshot run scenarios/base.toml --output results/base.h5 --force "$@"

# The report needs the Python package, whose dependencies go into the environment that its tests use too.
environment=build/default/python-venv
scripts/python-environment.sh "$environment" python/requirements-test.txt python/requirements-browser.txt
KILLSHOT_PYTHON=$PWD/$environment/bin/python PYTHONPATH=$PWD/python \
    build/default/bin/killshot report results/base.h5 --output results/base.html --force
echo "The report is results/base.html. It needs no network: open file://$PWD/results/base.html in a browser."
