#include "kernels/simulate.hpp"

namespace killshot::kernels {
KernelSet sse_kernels() { return kernels_for<Pair<Pack<4>>>(); }
}  // namespace killshot::kernels
