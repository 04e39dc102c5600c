/// The CPU backend: threads that share a scenario's paths, each with the kernels of the chosen instruction set.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "killshot/backend.hpp"

namespace killshot {

/// Instruction sets that the CPU backend was compiled for, in rising order of speed: "scalar", "sse", "avx2", "avx512".
[[nodiscard]] std::vector<std::string_view> compiled_isas();
/// Those of them that this machine can run.
[[nodiscard]] std::vector<std::string_view> usable_isas();

/// The CPU backend. threads 0: one per hardware thread; isa "auto": the fastest usable.
/// Throws Error when the isa is unknown or this machine cannot run it.
[[nodiscard]] std::unique_ptr<Backend> make_cpu_backend(int threads, std::string_view isa);

}  // namespace killshot
