#!/usr/bin/env bash
# Installs the Debian 12 packages that killshot needs and that are missing.
# usage: scripts/setup.sh [PACKAGE...]      installs these packages too
set -euo pipefail

packages=(
    g++ cmake ninja-build ccache git
    libhdf5-dev zlib1g-dev libssl-dev libeigen3-dev libcli11-dev libfmt-dev nlohmann-json3-dev
    libtomlplusplus-dev libboost-dev
    libgtest-dev libgmock-dev librapidcheck-dev libbenchmark-dev
    clang clang-format clang-tidy libclang-rt-14-dev gcovr
    libopenmpi-dev openmpi-bin
    python3 python3-venv python3-numpy python3-xarray python3-h5netcdf python3-netcdf4 netcdf-bin
    chromium chromium-driver fonts-dejavu-core
)

packages+=("$@")

if ! command -v apt-get >/dev/null; then
    echo "setup.sh: this is not Debian (apt-get is missing); install the equivalents of: ${packages[*]}" >&2
    exit 1
fi

missing=()
for package in "${packages[@]}"; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true) == installed ]] || missing+=("$package")
done
if [[ ${#missing[@]} -eq 0 ]]; then
    exit 0
fi

as_root=()
if [[ $EUID -ne 0 ]]; then
    if ! command -v sudo >/dev/null; then
        echo "setup.sh: cannot install ${missing[*]} (neither root nor sudo); install them and try again" >&2
        exit 1
    fi
    as_root=(sudo)
fi

echo "setup.sh: installing ${missing[*]}" >&2
apt_get=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Acquire::Retries=3)
"${apt_get[@]}" update
"${apt_get[@]}" install --no-install-recommends "${missing[@]}"
