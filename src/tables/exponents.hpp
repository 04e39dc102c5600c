/// Powers of two that keep outputs near 1 at every date, whatever the pace: tallied by one, written back by its
/// inverse.
#pragma once

#include <cmath>
#include <numbers>

#include "tables/tables.hpp"

namespace killshot {

/// Integral of Eq. 5's growth g from t0 to t years.
inline double growth_integral(const SectorInputs& sector, double t) {
    const double fading = sector.growth_initial - sector.growth_final;
    const double faded = sector.growth_fade == 0 ? t : -std::expm1(-sector.growth_fade * t) / sector.growth_fade;
    return sector.growth_final * t + fading * faded;
}

/// s: USD/Mtok are tallied times 2^s at the end of `month` (1-based).
inline int cost_exponent(const SectorInputs& sector, int month) {
    return static_cast<int>(std::lround((sector.pace0 + sector.pace_change) * month * dt_years / std::numbers::ln2));
}

/// r: demand is tallied times 2^-r at the end of `month` (1-based).
inline int demand_exponent(const SectorInputs& sector, int month) {
    const double t = month * dt_years;
    const double log_demand =
        growth_integral(sector, t) + sector.price_elasticity * (sector.pace0 + sector.pace_change) * t;
    return static_cast<int>(std::lround(log_demand / std::numbers::ln2));
}

}  // namespace killshot
