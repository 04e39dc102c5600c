/// What the draws of the inputs' beliefs say: P(kill) over them, in a sentence, and the inputs that it depends on.
///
/// Verified by tests/report/beliefs_test.cpp.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "analysis/beliefs.hpp"
#include "results/reader.hpp"

namespace killshot {

struct BeliefSummary {
    const BeliefDraws* draws{};  // of the file, which has to outlive the summary
    std::chrono::year_month_day start;
    int months{};                        // horizon
    std::vector<std::string> projects;   // names
    BeliefSpread average, average_2027;  // over the networks; 2027 is NaN where it does not end within the run
    std::vector<BeliefSpread> networks, networks_2027;
    Drivers average_drivers;       // of P(kill) by the horizon, on average over the networks
    std::vector<Drivers> drivers;  // of each network; empty unless asked for
};

enum class DriversOf : bool { average, networks_too };

/// Throws Error that says what to do where the file has no draws.
[[nodiscard]] BeliefSummary summarize_beliefs(const ResultFile& file, DriversOf which);

/// "On average over the networks, 14 of 100 futures end in the kill shot by November 2029, counting what we do not know
/// about the inputs; ..."
[[nodiscard]] std::string belief_headline(const BeliefSummary& beliefs);

/// The table cell of a network: mean and 5-95% range over the draws, "21% (1-71)"; "-" where it is not known.
[[nodiscard]] std::string over_beliefs(const BeliefSpread& spread);

/// The line under a table with such cells: what they are, and the standard error of the means.
[[nodiscard]] std::string over_beliefs_note(const BeliefSummary& beliefs);

/// `show --drivers`: needs the drivers of the networks too.
[[nodiscard]] std::string drivers_to_text(const BeliefSummary& beliefs);

[[nodiscard]] nlohmann::ordered_json beliefs_to_json(const BeliefSummary& beliefs);

}  // namespace killshot
