/// The instruction sets for which the CPU backend has kernels. Verified by tests/backend/isa_test.cpp.
#pragma once

#include <string_view>

#include "kernels/counts.hpp"

namespace killshot {

struct Isa {
    std::string_view name;
    bool usable;  // on this machine
    kernels::KernelSet kernels;
    double network_path_steps_per_second;  // of a thread on a Zen 4 core: docs/performance.md
};

/// The instruction set of that name; "auto" is the fastest that this machine can run. Throws Error if the name is
/// unknown or this machine cannot run it.
[[nodiscard]] const Isa& find_isa(std::string_view name);

}  // namespace killshot
