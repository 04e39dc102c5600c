/// Kernels that each do one thing wrong, which the emulation must detect, and a correct one.
#pragma once

#include <string>
#include <vector>

namespace cuda_on_cpu::broken {

inline constexpr int n_threads = 128;

/// "right", "no_barrier", "divergent_barrier", ...
[[nodiscard]] std::vector<std::string> names();

/// Runs a kernel on one block; `in` and `out` are n_threads floats in the card's memory.
void launch(const std::string& name, const float* in, float* out);

}  // namespace cuda_on_cpu::broken
