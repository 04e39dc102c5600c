#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "files/printable.hpp"
#include "inputs/calendar.hpp"
#include "inputs/names.hpp"
#include "report/show.hpp"
#include "report/text.hpp"

namespace killshot {
namespace {

using Align = TextTable::Align;
constexpr auto conviction = static_cast<std::size_t>(Stance::conviction);

std::string percent_or_dash(double share) { return std::isnan(share) ? "-" : percent(share, 0); }

/// To two significant digits. Upwards, because rounding must not tighten a bound.
double rounded_up(double bound) {
    const double unit = std::pow(10.0, std::floor(std::log10(bound)) - 1.0);
    return std::ceil(bound / unit) * unit;
}

/// The share alone, for columns that have no room for its interval.
std::string share_of(const Proportion& p) {
    if (p.trials == 0) return "-";
    return p.hits == 0 ? "none" : percent(p.estimate, percent_decimals(p.low, p.high));
}

std::string date_of(const Summary& summary, int month) { return text_of(add_months(summary.header.start, month)); }

std::string heading(const Summary& s) {
    return fmt::format("{}: {}, seed {}, {} months from {} to {}, exact {:g}% intervals\n", printable(s.scenario),
                       path_count(s.paths), s.header.seed, s.header.months, text_of(s.header.start),
                       date_of(s, s.header.months), 100.0 * s.header.confidence);
}

std::string kill_table(const Summary& s) {
    const bool with_2027 = s.header.month_2027 > 0 && s.header.month_2027 != s.month;
    std::vector<TextTable::Column> columns = {{"network", Align::left}, {"analyst's\nstance", Align::left}};
    if (with_2027) columns.push_back({"P(kill)\nby " + date_of(s, s.header.month_2027)});
    columns.insert(columns.end(), {{"P(kill)\nby " + date_of(s, s.month)},
                                   {"P(kill | K1 held)\nby " + date_of(s, s.header.months)},
                                   {"P(K2)\n" + date_of(s, s.month)},
                                   {"standing\nif killed"},
                                   {"inputs\nassumed"}});
    TextTable table(columns);
    for (const NetworkSummary& n : s.networks) {
        std::vector<std::string> row = {n.project.name, n.project.stance};
        if (with_2027) row.push_back(text_of(*n.kill_2027));
        row.insert(row.end(), {text_of(n.kill), text_of(n.kill_given_k1), share_of(n.k2), share_of(n.standing),
                               percent(n.assumed_share, 0)});
        table.add_row(std::move(row));
    }
    return table.text();
}

std::string exit_table(const Summary& s) {
    TextTable table({{"network", Align::left},
                     {"kill\nshot"},
                     {"supply\nexodus"},
                     {"subsidy\nexhausted"},
                     {"token\ndeath"},
                     {"no\nexit"},
                     {"P(parity)"},
                     {"median parity\nof those", Align::left},
                     {"cost\nratio"},
                     {"utili-\nzation"},
                     {"subsidy\nshare"}});
    for (const NetworkSummary& n : s.networks) {
        std::vector<std::string> row = {n.project.name};
        for (const Proportion& exit : n.first_exit) row.push_back(share_of(exit));
        row.insert(row.end(), {share_of(n.no_exit), share_of(n.parity),
                               n.parity_month ? fmt::format("month {:>2}, {}", *n.parity_month,
                                                            date_of(s, *n.parity_month).substr(0, 7))
                                              : "-",
                               std::isnan(n.cost_ratio) ? "-" : fmt::format("{:.2f}", n.cost_ratio),
                               percent_or_dash(n.utilization), percent_or_dash(n.subsidy_share)});
        table.add_row(std::move(row));
    }
    return table.text();
}

std::string sector_lines(const Summary& s) {
    return fmt::format(
        "K1 at {}: effective price {}, lists alone {},\n"
        "  any one list {}; held long enough for a kill by {}: {}.\n",
        date_of(s, s.month), text_of(s.k1), text_of(s.k1_list), text_of(s.k1_any), date_of(s, s.header.months),
        text_of(s.k1_held));
}

/// Paths on which at least `least` networks are killed.
Proportion at_least(const Summary& s, std::size_t least) {
    return proportion(
        std::accumulate(s.n_killed.begin() + static_cast<std::ptrdiff_t>(least), s.n_killed.end(), std::int64_t{0}),
        s.paths, s.header.confidence);
}

std::string joint_lines(const Summary& s) {
    const std::size_t n = s.networks.size();
    std::int64_t kills = 0;
    for (std::size_t killed = 0; killed < s.n_killed.size(); ++killed)
        kills += static_cast<std::int64_t>(killed) * s.n_killed[killed];
    std::string text =
        fmt::format("Killed together by {}: none on {} of paths, one or more on {}, half or more on {}, all on {}",
                    date_of(s, s.header.months), share_of(proportion(s.n_killed[0], s.paths, s.header.confidence)),
                    share_of(at_least(s, 1)), share_of(at_least(s, (n + 1) / 2)), share_of(at_least(s, n)));
    const bool any_conviction = std::any_of(s.networks.begin(), s.networks.end(),
                                            [](const auto& network) { return network.project.stance == "conviction"; });
    if (any_conviction) text += fmt::format(",\n  all of conviction on {}", share_of(s.all_of_stance[conviction]));
    return text +
           fmt::format("; {:.1f} of {} on average.\n", static_cast<double>(kills) / static_cast<double>(s.paths), n);
}

std::string assumed_line(const Summary& s) {
    double sum = 0;
    for (const NetworkSummary& n : s.networks) sum += n.assumed_share;
    return fmt::format("Of the model's inputs, {} are assumed (judged, not sourced), on average over the networks.\n",
                       percent(sum / static_cast<double>(s.networks.size()), 0));
}

/// Quoted for a shell.
std::string in_quotes(std::string_view text) {
    std::string quoted = "'";
    for (const char letter : text) letter == '\'' ? quoted += "'\\''" : quoted += letter;
    return quoted + "'";
}

/// How to look at a killed path of the network whose first exit is most often the kill shot.
std::string example_line(const Summary& s) {
    constexpr auto kill_shot = static_cast<std::size_t>(Cause::kill_shot);
    const auto most = std::max_element(s.networks.begin(), s.networks.end(), [&](const auto& a, const auto& b) {
        return std::pair(a.killed_path >= 0, a.first_exit[kill_shot].hits) <
               std::pair(b.killed_path >= 0, b.first_exit[kill_shot].hits);
    });
    if (most == s.networks.end() || most->killed_path < 0) return "";
    std::string scenario;
    if (s.header.scenarios.size() > 1) scenario = fmt::format(" --scenario {}", in_quotes(s.scenario));
    return printable(fmt::format("A path with a kill: killshot trace {}{} --path {} --network {}", s.header.input,
                                 scenario, most->killed_path, most->project.key)) +
           '\n';
}

}  // namespace

std::string text_of(const Proportion& p) {
    if (p.trials == 0) return "-";
    if (p.hits == 0) return fmt::format("none (<{:g}%)", rounded_up(100.0 * p.high));
    const int decimals = percent_decimals(p.low, p.high);
    return fmt::format("{} ({:.{}f}-{:.{}f})", percent(p.estimate, decimals), 100.0 * p.low, decimals, 100.0 * p.high,
                       decimals);
}

std::string summary_to_text(const Summary& s) {
    std::string text = heading(s) + '\n' + kill_table(s) + '\n';
    text += fmt::format(
        "By {}: first exits, and parity with centralised cost; {}\n", date_of(s, s.month),
        s.report_month > 0 ? "medians at " + date_of(s, s.report_month) : "medians from the first report date on");
    text += exit_table(s) + '\n';
    text +=
        "K1: hyperscaler prices are down. K2: outpaced on cost per token, discount gone. A kill: both, held long "
        "enough.\n"
        "Parity: cost ratio 1.\n";
    return text + sector_lines(s) + joint_lines(s) + assumed_line(s) + example_line(s);
}

}  // namespace killshot
