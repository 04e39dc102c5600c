/// Powers of two that keep outputs near 1 at every date: values are tallied times the power, and written divided by it.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tables/tables.hpp"

namespace killshot {

/// The exponent of the power of two nearest to e^log, limited so that the power and its inverse are binary32 numbers.
inline int nearest_exponent(double log) {
    return static_cast<int>(std::lround(std::clamp(log / std::numbers::ln2, -100.0, 100.0)));
}

/// The integral of the growth g of Eq. 5 over the first t years.
inline double growth_integral(const SectorInputs& sector, double t) {
    const double fading = sector.growth_initial - sector.growth_final;
    const double faded = sector.growth_fade == 0 ? t : -std::expm1(-sector.growth_fade * t) / sector.growth_fade;
    return sector.growth_final * t + fading * faded;
}

/// s, where USD/Mtok at the end of `month` (1-based) are tallied times 2^s.
inline int cost_exponent(const SectorInputs& sector, int month) {
    return nearest_exponent((sector.pace0 + sector.pace_change) * month * dt_years);
}

/// r, where demand at the end of `month` (1-based) is tallied times 2^-r.
inline int demand_exponent(const SectorInputs& sector, int month) {
    const double t = month * dt_years;
    const double log_demand =
        growth_integral(sector, t) + sector.price_elasticity * (sector.pace0 + sector.pace_change) * t;
    return nearest_exponent(log_demand);
}

}  // namespace killshot
