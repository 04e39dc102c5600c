#!/usr/bin/env bash
# Installs pinned versions of NVIDIA's CUDA compiler and runtime from PyPI into .cuda-toolkit/, where the preset `cuda`
# finds them. Needs neither root nor a GPU nor a driver. Does nothing if they are already installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# All of release 13.0, except nvdisasm, which PyPI does not have in 13.0 and which only disassembles the code.
packages=(
    nvidia-cuda-nvcc==13.0.88
    nvidia-cuda-crt==13.0.88
    nvidia-nvvm==13.0.88
    nvidia-cuda-runtime==13.0.88
    nvidia-cuda-cccl==13.0.85
    nvidia-cuda-nvdisasm==13.2.51
)
folder=.cuda-toolkit
stamp=$folder/installed

if [[ $(cat "$stamp" 2>/dev/null || true) == "${packages[*]}" ]]; then
    exit 0
fi
python3 -m pip --version >/dev/null 2>&1 || scripts/setup.sh python3-pip

echo "setup-cuda.sh: installing ${packages[*]} into $folder" >&2
rm -rf "$folder"
mkdir -p "$folder"
python3 -m pip install --quiet --no-deps --only-binary :all: --disable-pip-version-check --root-user-action ignore \
    --target "$folder/packages" "${packages[@]}"
ln -s packages/nvidia/cu13 "$folder/cuda"
ln -s lib "$folder/cuda/lib64"  # where nvcc looks for it
"$folder/cuda/bin/nvcc" --version | tail -n 2 >&2
echo "${packages[*]}" >"$stamp"
