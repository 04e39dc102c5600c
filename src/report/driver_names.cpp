#include "report/driver_names.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "inputs/names.hpp"

namespace killshot {
namespace {

/// The inputs that matter most.
struct InputTitle {
    std::string_view key, title;
};
constexpr InputTitle input_titles[] = {
    {"sector.cut_rate", "how often lists are cut"},
    {"sector.cut_log_mean", "how deep a cut is"},
    {"sector.gap_ref", "the gap to the open market at which lists are cut"},
    {"sector.glut_drift", "how fast a glut lowers rents"},
    {"sector.scarcity_drift", "how fast scarcity raises rents"},
    {"sector.scarcity_leave_rate", "how long scarcity lasts"},
    {"sector.glut_leave_rate", "how long a glut lasts"},
    {"sector.scarcity_probability0", "whether GPUs are scarce today"},
    {"sector.market_linked_share", "how much spend follows the open market"},
    {"sector.release_cut_sensitivity", "how much a new generation hastens cuts"},
    {"sector.obsolescence", "how much a new generation lowers older rents"},
    {"sector.list_drift", "how lists drift between cuts"},
    {"sector.pace0", "the pace of progress today"},
    {"sector.pace_change", "how the pace of progress changes"},
};

}  // namespace

std::vector<Driver> outstanding(const Drivers& drivers, const BeliefDraws& draws) {
    std::vector<Driver> list;
    std::set<std::string> summed;
    for (const Driver& driver : drivers.summed)
        if (driver.stands_out) {
            list.push_back(driver);
            summed.insert(draws.drawn[driver.drawn.front()].name);
        }
    for (const Driver& driver : drivers.single) {
        const DrawnBelief& belief = draws.drawn[driver.drawn.front()];
        if (driver.stands_out && (belief.network < 0 || !summed.contains(belief.name))) list.push_back(driver);
    }
    std::ranges::stable_sort(list, std::ranges::greater(), &Driver::share);
    return list;
}

std::string name_of(const Driver& driver, const BeliefDraws& draws) {
    const DrawnBelief& first = draws.drawn[driver.drawn.front()];
    return driver.drawn.size() == 1 ? first.key : fmt::format("{} of {} networks", first.name, driver.drawn.size());
}

std::string title_of(const Driver& driver, const BeliefDraws& draws) {
    const std::string name = name_of(driver, draws);
    const auto* const found = std::ranges::find(input_titles, name, &InputTitle::key);
    return found == std::end(input_titles) ? name : std::string(found->title);
}

std::string basis_of(const Driver& driver, const BeliefDraws& draws) {
    if (driver.drawn.size() == 1) {
        const DrawnBelief& belief = draws.drawn[driver.drawn.front()];
        const bool rests_on_data = belief.status == Status::derived || belief.status == Status::fitted;
        const std::string status(status_name(belief.status));
        if (belief.n_observations) return fmt::format("{} n={}", status, *belief.n_observations);
        return rests_on_data ? status + " n=?" : status;
    }
    std::array<std::size_t, 4> n_of_status{};
    for (const std::size_t belief : driver.drawn)
        ++n_of_status.at(static_cast<std::size_t>(draws.drawn[belief].status));
    const auto most = std::ranges::max_element(n_of_status);
    const auto status = static_cast<Status>(most - n_of_status.begin());
    return fmt::format("{}{}", *most < driver.drawn.size() ? "mostly " : "", status_name(status));
}

}  // namespace killshot
