/// What one of several independent processes runs: of a batch every n-th scenario, of a single scenario a range of its
/// paths. The parts together are the whole, and no two of them overlap. Verified by tests/run/slices_test.cpp.
#pragma once

#include <cstdint>
#include <string>

#include <fmt/format.h>

#include "killshot/backend.hpp"

namespace killshot {

struct Part {
    std::int64_t number = 1, n_parts = 1;  // number: from 1

    [[nodiscard]] bool is_whole() const { return n_parts == 1; }
    [[nodiscard]] std::string text() const { return fmt::format("{}/{}", number, n_parts); }

    /// Which of the scenario's paths belong to this part; none where n_paths is 0.
    [[nodiscard]] PathSlice slice_of(std::int64_t scenario, std::int64_t n_scenarios, std::int64_t paths) const {
        if (n_scenarios > 1) return {0, scenario % n_parts == number - 1 ? paths : 0};
        const auto end_of = [&](std::int64_t n) {
            return n == n_parts ? paths : paths / paths_unit * n / n_parts * paths_unit;
        };
        const std::int64_t first = end_of(number - 1);
        return {first, end_of(number) - first};
    }

    bool operator==(const Part&) const = default;

  private:
    static constexpr std::int64_t paths_unit = 64;  // whole packs of every instruction set, whole bytes of bits
};

}  // namespace killshot
