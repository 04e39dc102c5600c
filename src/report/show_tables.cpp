#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "inputs/calendar.hpp"
#include "inputs/names.hpp"
#include "report/show.hpp"
#include "report/text.hpp"

namespace killshot {
namespace {

using Align = TextTable::Align;

std::string date_of(const Summary& s, int month) { return text_of(add_months(s.header.start, month)); }

std::string month_or_dash(const Summary& s, std::optional<int> month) {
    return month ? date_of(s, *month).substr(0, 7) : "-";
}

std::string number_or_dash(double value) { return std::isnan(value) ? "-" : fmt::format("{:.2f}", value); }
std::string percent_or_dash(double share) { return std::isnan(share) ? "-" : percent(share, 0); }

std::string held_for(const Summary& s) {
    const auto months = std::max(1L, std::lround(s.kill_shot.hold_months));
    return months == 1 ? "for 1 month" : fmt::format("for {} months in a row", months);
}

std::string exit_table(const Summary& s) {
    TextTable table({{"Network", Align::left},
                     {"P(kill)"},
                     {"kill\nshot"},
                     {"supply\nexodus"},
                     {"subsidy\nexhausted"},
                     {"token\ndeath"},
                     {"no\nexit"},
                     {"killed\nhalf by"}});
    for (const NetworkSummary& n : s.networks) {
        std::vector<std::string> row = {n.project.name, share_of(n.kill)};
        for (const Proportion& exit : n.first_exit) row.push_back(share_of(exit));
        row.insert(row.end(), {share_of(n.no_exit), month_or_dash(s, n.kill_month)});
        table.add_row(std::move(row));
    }
    return table.text();
}

std::string parity_table(const Summary& s) {
    TextTable table({{"Network", Align::left},
                     {"at some\ntime"},
                     {"in a\nrow"},
                     {"at the\nhorizon"},
                     {"some time:\nhalf by"},
                     {"cost\nratio"},
                     {"the same\nat cost"}});
    for (const NetworkSummary& n : s.networks) {
        table.add_row({n.project.name, share_of(n.parity.some_time), share_of(n.parity.held), share_of(n.parity.at_end),
                       month_or_dash(s, n.parity.month), number_or_dash(n.cost_ratio),
                       number_or_dash(n.break_even_ratio)});
    }
    return table.text();
}

/// Paths on which at least `least` networks are killed.
Proportion at_least(const Summary& s, std::size_t least) {
    const auto first = s.n_killed.begin() + static_cast<std::ptrdiff_t>(least);
    return proportion(std::accumulate(first, s.n_killed.end(), std::int64_t{0}), s.paths, s.header.confidence);
}

std::string joint_words(const Summary& s) {
    const std::size_t n = s.networks.size();
    std::int64_t kills = 0;
    for (std::size_t killed = 0; killed < s.n_killed.size(); ++killed)
        kills += static_cast<std::int64_t>(killed) * s.n_killed[killed];
    std::string words =
        fmt::format("Killed together by {}: none on {} of paths, one or more on {}, half or more on {}, all on {}",
                    date_of(s, s.header.months), share_of(proportion(s.n_killed[0], s.paths, s.header.confidence)),
                    share_of(at_least(s, 1)), share_of(at_least(s, (n + 1) / 2)), share_of(at_least(s, n)));
    for (std::size_t stance = 0; stance < n_stances; ++stance) {
        const bool has = std::ranges::any_of(
            s.networks, [&](const NetworkSummary& network) { return network.project.stance == stance_names[stance]; });
        if (has) words += fmt::format(", all of {} on {}", stance_names[stance], share_of(s.all_of_stance[stance]));
    }
    return words +
           fmt::format("; {:.1f} of {} on average.", static_cast<double>(kills) / static_cast<double>(s.paths), n);
}

}  // namespace

std::string causes_to_text(const Summary& s) {
    return wrapped(
               fmt::format("What ends the networks by {}: P(kill), whatever has happened before; beside it the "
                           "first exit by cause, which adds up to 100% with no exit; and the month by which half of "
                           "the kills up to the horizon have happened.",
                           date_of(s, s.month))) +
           '\n' + exit_table(s) + '\n' +
           wrapped(fmt::format(
               "Edge over centralised cost lost (parity) by {}: at some time, {}, and at the horizon; "
               "the month by which half of those that lose it at some time have lost it. Cost ratio: "
               "median of decentralised over centralised cost per token{}; the same at cost: if "
               "suppliers' income just covered their cost.",
               date_of(s, s.month), held_for(s),
               s.report_month > 0 ? " at " + date_of(s, s.report_month) : ", known from the first report date on")) +
           '\n' + parity_table(s);
}

std::string readings_to_text(const Summary& s) {
    TextTable table({{"Network", Align::left},
                     {"Stance", Align::left},
                     {"what is\npaid"},
                     {"list\nprices"},
                     {"any one\nlist"},
                     {"unit of\ncompute"},
                     {"prices\nasked"}});
    for (const NetworkSummary& n : s.networks) {
        std::vector<std::string> row = {n.project.name, n.project.stance};
        for (const Proportion& kill : n.kill_by_reading) row.push_back(share_of(kill));
        table.add_row(std::move(row));
    }
    std::vector<std::string> mean = {"mean over networks", ""}, k1 = {"K1 holds then", ""};
    for (std::size_t reading = 0; reading < n_readings; ++reading) {
        mean.push_back(percent(
            mean_over_networks(s, [=](const NetworkSummary& n) { return n.kill_by_reading[reading].estimate; }), 1));
        k1.push_back(share_of(s.k1[reading]));
    }
    table.add_row(mean);
    table.add_row(k1);
    return wrapped(fmt::format("P(kill) by {} under five readings of \"hyperscaler GPU prices\" and \"can match\"",
                               date_of(s, s.month))) +
           '\n' + table.text() + '\n' +
           wrapped("what is paid: K1 by the price that customers pay, the reading of every other table") +
           wrapped("list prices: K1 by the lists, weighted; any one list: K1 by whichever list falls most") +
           wrapped("unit of compute: K1 by the price of a unit of compute rather than of a given card") +
           wrapped("prices asked: what is paid, and K2 by the prices that networks ask instead of what supply costs");
}

std::string wide_to_text(const Summary& s) {
    const bool with_2027 = s.header.month_2027 > 0 && s.header.month_2027 != s.month;
    std::vector<TextTable::Column> columns = {{"Network", Align::left}};
    if (with_2027) columns.push_back({"P(kill)\nby " + date_of(s, s.header.month_2027)});
    columns.insert(columns.end(), {{"P(kill)\nby " + date_of(s, s.month)},
                                   {"P(kill if K1 holds)\nby " + date_of(s, s.header.months)},
                                   {"P(K2)\nthen"},
                                   {"P(K3)\nthen"},
                                   {"standing\nif killed"},
                                   {"long tail\nonly"},
                                   {"inputs\nassumed"}});
    TextTable kills(columns);
    for (const NetworkSummary& n : s.networks) {
        std::vector<std::string> row = {n.project.name};
        if (with_2027) row.push_back(text_of(*n.kill_2027));
        row.insert(row.end(), {text_of(n.kill), text_of(n.kill_given_k1), share_of(n.k2), share_of(n.k3),
                               share_of(n.standing), share_of(n.long_tail_only), percent(n.assumed_share, 0)});
        kills.add_row(std::move(row));
    }
    TextTable medians({{"Network", Align::left},
                       {"cost\nratio"},
                       {"the same\nat cost"},
                       {"USD/Mtok, constant-\nquality price index,\nUSD of t0"},
                       {"utili-\nzation"},
                       {"subsidy\nshare"}});
    for (const NetworkSummary& n : s.networks) {
        medians.add_row({n.project.name, number_or_dash(n.cost_ratio), number_or_dash(n.break_even_ratio),
                         std::isnan(n.cost_per_mtok) ? "-" : fmt::format("{:.3g}", n.cost_per_mtok),
                         percent_or_dash(n.utilization), percent_or_dash(n.subsidy_share)});
    }
    const auto k1 = [&](Reading reading) { return text_of(s.k1[static_cast<std::size_t>(reading)]); };
    return fmt::format("Seed {}; exact {:g}% intervals; file {}\n\n", s.header.seed, 100 * s.header.confidence,
                       s.header.digest) +
           kills.text() + '\n' +
           wrapped(fmt::format("P(K1) at {}: what is paid {}, lists {}, any one list {}, unit of compute {}; held long "
                               "enough for a kill by {}: {}. A new hardware generation by {}: {}.",
                               date_of(s, s.month), k1(Reading::effective), k1(Reading::lists), k1(Reading::any_list),
                               k1(Reading::compute), date_of(s, s.header.months), text_of(s.k1_held),
                               date_of(s, s.month), text_of(s.released))) +
           wrapped(joint_words(s)) + '\n' +
           fmt::format("Medians {}\n\n",
                       s.report_month > 0 ? "at " + date_of(s, s.report_month) : "from the first report date on") +
           medians.text();
}

}  // namespace killshot
