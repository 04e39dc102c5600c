/// What drivers are called, and in which order a list for a person has them.
#pragma once

#include <string>
#include <vector>

#include "report/beliefs.hpp"

namespace killshot {

/// The drivers that stand out, by descending share. Of beliefs that networks have of their own there is the sum, where
/// it stands out, in place of its parts.
[[nodiscard]] std::vector<Driver> outstanding(const Drivers& drivers, const BeliefDraws& draws);

/// "sector.cut_rate", "fleet_renewal of 14 networks"
[[nodiscard]] std::string name_of(const Driver& driver, const BeliefDraws& draws);

/// "how often lists are cut"; inputs that matter less often go by their names.
[[nodiscard]] std::string title_of(const Driver& driver, const BeliefDraws& draws);

/// "derived n=6", "derived n=?" where n is not recorded, "assumed"; for a sum, the status that most of its parts have.
[[nodiscard]] std::string basis_of(const Driver& driver, const BeliefDraws& draws);

}  // namespace killshot
