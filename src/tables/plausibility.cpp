#include "tables/plausibility.hpp"

#include <fmt/format.h>

namespace killshot {

std::vector<std::string> implausible_start(const NetworkInputs& network, const NetworkStart& start) {
    std::vector<std::string> warnings;
    const double lowest = h100_break_even / implausible_factor, highest = h100_break_even * implausible_factor;
    if (start.capital_cost < lowest || start.capital_cost > highest) {
        warnings.push_back(
            fmt::format("capital costs {:.2f} USD per H100-hour (an H100 breaks even at about {:.2f}); "
                        "check spend0_usd, discount0, margin0 and the emission",
                        start.capital_cost, h100_break_even));
    }
    if (start.subsidy_share0 > largest_subsidy_share) {
        warnings.push_back(
            fmt::format("{:.0f}% of suppliers' income is subsidy (at most {:.0f}% has been observed); "
                        "check spend0_usd, token_price0 and the emission",
                        100 * start.subsidy_share0, 100 * largest_subsidy_share));
    }
    const double market_value = network.circulating0 * network.token_price0;
    const double burned_per_year = start.burned0_usd / dt_years / market_value;
    if (network.has_token && burned_per_year > largest_burn_per_year) {
        warnings.push_back(
            fmt::format("{:.0f}% of the token's market value is burned in a year (more than {:.0f}%); "
                        "check spend0_usd, burn_rate, circulating0 and token_price0",
                        100 * burned_per_year, 100 * largest_burn_per_year));
    }
    return warnings;
}

}  // namespace killshot
