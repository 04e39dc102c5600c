#include <fmt/format.h>
#include <fmt/ranges.h>

#include "files/printable.hpp"

#include <algorithm>
#include "report/beliefs.hpp"
#include "report/driver_names.hpp"
#include "report/text.hpp"

namespace killshot {
namespace {

constexpr std::size_t least_rows = 10, most_rows = 20, most_of_a_network = 4;

std::string share_text(double share) { return percent(share, share < 0.0095 ? 1 : 0); }

std::string heading(const BeliefSummary& beliefs) {
    const Drivers& drivers = beliefs.average_drivers;
    const std::string sums =
        drivers.summed.empty() ? ""
                               : fmt::format(", or under {} of a sum over networks,", percent(drivers.summed_floor, 1));
    return wrapped(fmt::format(
        "What the spread of P(kill) comes from, on average over the networks ({} draws; "
        "first-order shares of variance; anything under {}{} cannot be told from noise and is "
        "in brackets)",
        with_commas(static_cast<std::int64_t>(beliefs.draws->size())), percent(drivers.single_floor, 1), sums));
}

/// Those that stand out, and, up to least_rows, the inputs that come next.
std::vector<Driver> rows_of(const BeliefSummary& beliefs) {
    std::vector<Driver> rows = outstanding(beliefs.average_drivers, *beliefs.draws);
    for (const Driver& driver : beliefs.average_drivers.single) {
        if (rows.size() >= least_rows) break;
        if (!driver.stands_out && driver.share > 0) rows.push_back(driver);
    }
    rows.resize(std::min(rows.size(), most_rows));
    return rows;
}

std::string driver_table(const std::vector<Driver>& drivers, const BeliefDraws& draws) {
    using Align = TextTable::Align;
    TextTable table({{"Input", Align::left}, {"share"}, {"P(kill), low -\nhigh tenth"}, {"basis", Align::left}});
    for (const Driver& driver : drivers) {
        table.add_row(
            {name_of(driver, draws),
             driver.stands_out ? share_text(driver.share) + ' ' : fmt::format("({})", share_text(driver.share)),
             fmt::format("{} - {:>3}", percent(driver.p_low, 0), percent(driver.p_high, 0)), basis_of(driver, draws)});
    }
    return table.text() + "n: observations behind a number; n=?: not recorded\n";
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
        2);
}

}  // namespace

std::string drivers_to_text(const BeliefSummary& beliefs) {
    const BeliefDraws& draws = *beliefs.draws;
    if (draws.size() < BeliefRanking::least_draws)
        return fmt::format("{} draws are too few to tell inputs apart; run with more --beliefs\n", draws.size());
    if (beliefs.average_drivers.single.empty())
        return "P(kill) differs between the draws by no more than counting noise: no input can be told apart\n";
    const std::vector<Driver> rows = rows_of(beliefs);
    double sum = 0;
    for (const Driver& driver : rows) sum += driver.stands_out ? driver.share : 0;
    std::string text = heading(beliefs) + '\n' + driver_table(rows, draws) + '\n';
    text +=
        wrapped(fmt::format("{} of the variance comes from inputs that stand out, each by itself. The others of the {} "
                            "inputs drawn cannot be told apart; what is left comes from them and from inputs acting "
                            "together.",
                            percent(sum, 0), draws.drawn.size()));
    text += "\nBy network, the inputs that matter most:\n";
    for (std::size_t network = 0; network < beliefs.drivers.size(); ++network) text += network_line(beliefs, network);
    return text;
}

}  // namespace killshot
