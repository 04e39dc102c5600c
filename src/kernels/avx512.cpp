#include "kernels/simulate.hpp"

namespace killshot::kernels {
KernelSet avx512_kernels() { return kernels_for<Pair<Pack<16>>>(); }
}  // namespace killshot::kernels
