#include "report/driver_names.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "inputs/names.hpp"

namespace killshot {

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
