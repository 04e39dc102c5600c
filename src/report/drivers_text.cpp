#include <fmt/format.h>
#include <fmt/ranges.h>

#include "files/printable.hpp"
#include "report/beliefs.hpp"
#include "report/driver_names.hpp"
#include "report/text.hpp"

namespace killshot {
namespace {

constexpr std::size_t columns = 80, most_rows = 20, most_of_a_network = 4;

/// Two significant digits below 1%.
std::string share_text(double share) { return percent(share, share < 0.0095 ? 1 : 0); }

std::string heading(const BeliefSummary& beliefs) {
    const Drivers& drivers = beliefs.average_drivers;
    const std::string sums =
        drivers.summed.empty() ? ""
                               : fmt::format(", or under {} of a sum over networks,", percent(drivers.summed_floor, 1));
    return wrapped(fmt::format("What the spread of P(kill) comes from, on average over the networks ({} draws; "
                               "first-order shares of variance; anything under {}{} cannot be told from noise)",
                               with_commas(static_cast<std::int64_t>(beliefs.draws->size())),
                               percent(drivers.single_floor, 1), sums),
                   columns);
}

std::string driver_table(const std::vector<Driver>& drivers, const BeliefDraws& draws) {
    using Align = TextTable::Align;
    TextTable table({{"Input", Align::left}, {"share"}, {"P(kill), low - high tenth"}, {"basis", Align::left}});
    for (std::size_t i = 0; i < std::min(drivers.size(), most_rows); ++i) {
        const Driver& driver = drivers[i];
        table.add_row({name_of(driver, draws), share_text(driver.share),
                       fmt::format("{} - {:>3}", percent(driver.p_low, 0), percent(driver.p_high, 0)),
                       basis_of(driver, draws)});
    }
    return table.text();
}

/// "Akash Network: sector.cut_rate 31%, margin0 12%"; a belief that is the network's own goes by its bare name.
std::string network_line(const BeliefSummary& beliefs, std::size_t network) {
    const BeliefDraws& draws = *beliefs.draws;
    std::vector<std::string> named;
    for (const Driver& driver : beliefs.drivers[network].single) {
        if (!driver.stands_out || named.size() == most_of_a_network) break;
        const DrawnBelief& belief = draws.drawn[driver.drawn.front()];
        const bool is_own = belief.network == static_cast<int>(network);
        named.push_back(fmt::format("{} {}", is_own ? "its " + belief.name : belief.key, share_text(driver.share)));
    }
    return wrapped(
        printable(fmt::format("{}: {}", beliefs.projects[network],
                              named.empty() ? "no input stands out" : fmt::format("{}", fmt::join(named, ", ")))),
        columns, "  ");
}

}  // namespace

std::string drivers_to_text(const BeliefSummary& beliefs) {
    const BeliefDraws& draws = *beliefs.draws;
    if (draws.size() < BeliefRanking::least_draws)
        return fmt::format("{} draws are too few to tell inputs apart; run with more --beliefs\n", draws.size());
    if (beliefs.average_drivers.single.empty())
        return "P(kill) differs between the draws by no more than counting noise: no input can be told apart\n";
    const std::vector<Driver> drivers = outstanding(beliefs.average_drivers, draws);
    double sum = 0;
    for (const Driver& driver : drivers) sum += driver.share;
    std::string text = heading(beliefs) + '\n';
    if (drivers.empty()) {
        text += fmt::format("None of the {} inputs drawn can be told from noise.\n", draws.drawn.size());
    } else {
        text += driver_table(drivers, draws) + '\n';
        text += wrapped(fmt::format("These explain {} of the variance; the other inputs of the {} drawn cannot be told "
                                    "apart. What is left comes from them and from inputs acting together.",
                                    percent(sum, 0), draws.drawn.size()),
                        columns);
    }
    text += "\nBy network, the inputs that matter most:\n";
    for (std::size_t network = 0; network < beliefs.drivers.size(); ++network) text += network_line(beliefs, network);
    return text;
}

}  // namespace killshot
