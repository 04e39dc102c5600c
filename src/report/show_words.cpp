#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "inputs/calendar.hpp"
#include "report/show.hpp"
#include "report/text.hpp"

namespace killshot {
namespace {

/// "14 of 100"; small and large shares are not rounded to none and all.
std::string of_100(double share) {
    if (share > 0 && share < 0.01) return "fewer than 1";
    if (share < 1 && share > 0.99) return "more than 99";
    return share == 0 ? "none" : fmt::format("{:.0f}", 100 * share);
}

}  // namespace

bool shows_2027(const Summary& s) { return s.header.month_2027 > 0 && s.header.month_2027 < s.month; }

std::string sentence(const Summary& s, const BeliefSummary* beliefs) {
    if (beliefs != nullptr) return belief_headline(*beliefs);
    const auto kill = [](const NetworkSummary& n) { return n.kill.estimate; };
    const double mean = mean_over_networks(s, kill);
    const std::string whom =
        s.networks.size() == 1 ? "For " + s.networks[0].project.name : "On average over the networks";
    std::string words =
        fmt::format("{}, {} of 100 futures end in the kill shot by {}, at the stated values of the inputs", whom,
                    of_100(mean), month_in_words(add_months(s.header.start, s.month)));
    if (s.networks.size() > 1) {
        const auto [least, most] = std::ranges::minmax_element(s.networks, {}, kill);
        const std::string low = of_100(kill(*least)), high = of_100(kill(*most));
        if (low != high)
            words += fmt::format("; from {} ({}) to {} ({})", low, least->project.name, high, most->project.name);
    }
    words += '.';
    if (shows_2027(s)) {
        const double by_2027 = mean_over_networks(s, [](const NetworkSummary& n) { return n.kill_2027->estimate; });
        words += by_2027 == 0 ? " By the end of 2027 none do."
                              : fmt::format(" By the end of 2027 it is {}.", of_100(by_2027));
    }
    return words;
}

std::string kill_shot_in_words(const KillShotInputs& k) {
    const auto hold = std::max(1L, std::lround(k.hold_months));
    return fmt::format("{} hold {}", k.require_long_tail ? "K1, K2 and K3" : "K1 and K2",
                       hold == 1 ? "at the end of a month" : fmt::format("for {} months in a row", hold));
}

std::array<ConditionInWords, 3> conditions_in_words(const KillShotInputs& k) {
    const auto in_percent = [](double share) { return fmt::format("{:.3g}%", 100 * share); };
    return {{{"K1", fmt::format("hyperscaler GPU prices are {} or more below today (what customers pay)",
                                in_percent(1 - (1 - k.price_fall) / (1 - k.price_fall_already)))},
             {"K2", fmt::format("centralised cost per token still falls, faster than this network's supply can "
                                "match: even at cost it no longer offers the {} discount buyers want",
                                in_percent(k.discount_required))},
             {"K3", fmt::format("the long tail is {} or more of what demand is left{}", in_percent(k.long_tail_share),
                                k.require_long_tail ? "" : " (not required)")}}};
}

}  // namespace killshot
