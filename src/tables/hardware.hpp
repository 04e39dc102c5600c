/// What Eq. 20 derives from the sector's inputs.
#pragma once

#include <cmath>

#include "killshot/inputs.hpp"

namespace killshot {

struct Hardware {
    double pace{};          // g_h, per year: mean growth of the hardware frontier
    double mean_backlog{};  // b_mean, in units of release_log_mean
    int min_gap_steps{};    // a release happens at this age at the earliest
    int age0_steps{};       // age at t0

    explicit Hardware(const SectorInputs& sector) {
        const double mean_gap = sector.release_min_gap + 1 / sector.release_rate;
        pace = sector.release_log_mean / mean_gap;
        mean_backlog = 1 / (sector.ramp_rate * mean_gap);
        min_gap_steps = static_cast<int>(std::ceil(sector.release_min_gap / dt_years - 1e-9));
        age0_steps = static_cast<int>(std::floor(sector.release_age0 / dt_years + 0.5));
    }
};

}  // namespace killshot
