/// Counts kills with the kernels of an instruction set of the CPU. Verified by tests/backend/kills_test.cpp.
#pragma once

#include <string_view>

#include "killshot/tally/kill_counts.hpp"

namespace killshot {

/// isa: as for make_cpu_backend; throws Error as that does.
[[nodiscard]] KillCounter make_kill_counter(std::string_view isa);

}  // namespace killshot
