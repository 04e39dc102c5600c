#!/usr/bin/env bash
# Installs pinned versions of NVIDIA's CUDA compiler and runtime from PyPI into .cuda-toolkit/, where the preset
# `portable-cuda` finds them. Needs neither root nor a GPU nor a driver. Does nothing if they are already installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

requirements=scripts/cuda-requirements.txt
folder=.cuda-toolkit
stamp=$folder/installed

if cmp --silent "$requirements" "$stamp"; then
    exit 0
fi
python3 -m pip --version >/dev/null 2>&1 || scripts/setup.sh python3-pip

echo "setup-cuda.sh: installing the packages of $requirements into $folder" >&2
rm -rf "$folder"
mkdir -p "$folder"
python3 -m pip install --quiet --no-deps --only-binary :all: --require-hashes --disable-pip-version-check \
    --root-user-action ignore --target "$folder/packages" --requirement "$requirements"
ln -s packages/nvidia/cu13 "$folder/cuda"
ln -s lib "$folder/cuda/lib64"  # where nvcc looks for it
"$folder/cuda/bin/nvcc" --version | tail -n 2 >&2
cp "$requirements" "$stamp"
