/// The CPU backend: threads share a scenario's paths and run the kernels of the chosen instruction set.
/// Verified by tests/backend/contract_test.cpp.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "killshot/backend.hpp"

namespace killshot {

/// The instruction sets that have kernels, slowest first: "scalar", "sse", "avx2", "avx512".
[[nodiscard]] std::vector<std::string_view> compiled_isas();
/// Those that this machine can run.
[[nodiscard]] std::vector<std::string_view> usable_isas();

/// threads 0: one per hardware thread. isa "auto": the fastest that this machine can run.
/// Throws Error if the isa is unknown or this machine cannot run it.
[[nodiscard]] std::unique_ptr<Backend> make_cpu_backend(int threads, std::string_view isa);

}  // namespace killshot
