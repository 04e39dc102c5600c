#include "backend/isa.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

#include "backend/cpu.hpp"
#include "killshot/backend.hpp"
#include "killshot/error.hpp"

namespace killshot {

namespace {

bool has_avx2() {
    return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0 &&
           __builtin_cpu_supports("bmi2") != 0;
}

bool has_avx512() {
    return has_avx2() && __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512vl") != 0 &&
           __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
           __builtin_cpu_supports("avx512cd") != 0;
}

/// Slowest first.
const std::array<Isa, 4>& isas() {
    static const std::array<Isa, 4> all = {{
        {"scalar", true, kernels::scalar_kernels(), 1.52e6},
        {"sse", true, kernels::sse_kernels(), 2.55e6},
        {"avx2", has_avx2(), kernels::avx2_kernels(), 54.8e6},
        {"avx512", has_avx512(), kernels::avx512_kernels(), 92.4e6},
    }};
    return all;
}

std::vector<std::string_view> names(bool only_usable) {
    std::vector<std::string_view> result;
    for (const Isa& isa : isas()) {
        if (isa.usable || !only_usable) {
            result.push_back(isa.name);
        }
    }
    return result;
}

}  // namespace

std::vector<std::string_view> compiled_isas() { return names(false); }
std::vector<std::string_view> usable_isas() { return names(true); }

const Isa& find_isa(std::string_view name) {
    if (name == "auto") {
        return *std::find_if(isas().rbegin(), isas().rend(), [](const Isa& isa) { return isa.usable; });
    }
    const auto found = std::find_if(isas().begin(), isas().end(), [&](const Isa& isa) { return isa.name == name; });
    if (found == isas().end()) {
        throw Error(fmt::format("unknown instruction set \"{}\"; choose one of auto, {}", name,
                                fmt::join(compiled_isas(), ", ")));
    }
    if (!found->usable) {
        throw Error(
            fmt::format("this machine cannot run {} (its processor lacks the instructions); choose one of auto, {}",
                        name, fmt::join(usable_isas(), ", ")));
    }
    return *found;
}

}  // namespace killshot
