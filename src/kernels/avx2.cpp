#include "kernels/simulate.hpp"

namespace killshot::kernels {
KernelSet avx2_kernels() { return kernels_for<Pair<Pack<8>>>(); }
}  // namespace killshot::kernels
