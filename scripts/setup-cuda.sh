#!/usr/bin/env bash
# Installs NVIDIA's CUDA compiler and runtime, pinned, from PyPI into .cuda-toolkit/: no root, no GPU and no driver
# needed. The preset `cuda` finds them there. Quick when they are there already.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# One release, 13.0: what is unpinned would come from a newer one. PyPI has no nvdisasm of 13.0; it only reads the code.
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
ln -s lib "$folder/cuda/lib64"  # where nvcc looks
"$folder/cuda/bin/nvcc" --version | tail -n 2 >&2
echo "${packages[*]}" >"$stamp"
