/// The instruction sets that the CPU backend has kernels for.
#pragma once

#include <string_view>

#include "kernels/counts.hpp"

namespace killshot {

struct Isa {
    std::string_view name;
    bool usable;  // on this machine
    kernels::KernelSet kernels;
};

/// The kernel of that name; "auto" is the fastest usable. Throws Error when it is unknown or this machine cannot run
/// it.
[[nodiscard]] const Isa& find_isa(std::string_view name);

}  // namespace killshot
