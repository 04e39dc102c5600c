// The reference: one path at a time, baseline instructions, fma emulated where the target has none.
#include "kernels/simulate.hpp"

namespace killshot::kernels {
KernelSet scalar_kernels() { return kernels_for<float>(); }
}  // namespace killshot::kernels
