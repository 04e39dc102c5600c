#include "report/summary.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <span>

#include <fmt/format.h>

#include "analysis/estimates.hpp"
#include "analysis/quantiles.hpp"
#include "inputs/calendar.hpp"
#include "inputs/names.hpp"
#include "killshot/error.hpp"

namespace killshot {
namespace {

constexpr auto kill_shot = static_cast<std::size_t>(Cause::kill_shot);

/// Paths on which it has happened by the end of `month`.
std::int64_t by_month(std::span<const std::int64_t> count_of_month, int month) {
    return std::accumulate(count_of_month.begin(), count_of_month.begin() + month, std::int64_t{0});
}

/// Median over the paths on which it happens; nothing if it never does.
std::optional<int> median_month(std::span<const std::int64_t> count_of_month) {
    const double month = summarize_months(count_of_month, std::nullopt).quantile[median_index];
    return std::isnan(month) ? std::nullopt : std::optional(static_cast<int>(month));
}

/// All of `text` as a number; -1 if it is not one.
int whole_number(std::string_view text) {
    int value = -1;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    return failed == std::errc() && end == text.data() + text.size() ? value : -1;
}

/// The last month that ends within the calendar month `by` ("2028-06"), or by the end of the year `by` ("2027").
int month_of(const ResultHeader& header, const std::string& by) {
    if (by.empty()) return header.months;
    const std::size_t dash = by.find('-');
    const int year = whole_number(std::string_view(by).substr(0, dash));
    const int calendar_month = dash == std::string::npos ? 12 : whole_number(std::string_view(by).substr(dash + 1));
    if (year < 0 || calendar_month < 1 || calendar_month > 12)
        throw Error(
            fmt::format("--by {}: is not a month or a year; write 2028-06, or 2027 for the end of that year", by));
    const auto start_month =
        std::int64_t{12} * static_cast<int>(header.start.year()) + static_cast<unsigned>(header.start.month());
    const std::int64_t month = std::int64_t{12} * year + calendar_month - start_month;
    if (month < 1 || month > header.months) {
        throw Error(fmt::format("--by {}: {} is outside the run (its months end from {} to {}); give one of them", by,
                                dash == std::string::npos ? "the end of that year" : "this month",
                                text_of(add_months(header.start, 1)),
                                text_of(add_months(header.start, header.months))));
    }
    return static_cast<int>(month);
}

NetworkSummary summarize_network(const ResultHeader& header, const ScenarioResult& scenario, std::size_t index,
                                 int month, std::ptrdiff_t report_date) {
    const ProjectResult& project = scenario.projects[index];
    const auto share = [&](std::int64_t hits, std::int64_t trials) {
        return proportion(hits, trials, header.confidence);
    };
    const auto of_paths = [&](std::int64_t hits) { return share(hits, scenario.paths); };
    const auto fired = scenario.row(Row::n_fired, index, kill_shot);
    const std::int64_t killed = by_month(fired, header.months);

    NetworkSummary summary;
    summary.project = header.projects[index];
    if (header.month_2027 > 0) summary.kill_2027 = of_paths(by_month(fired, header.month_2027));
    summary.kill = of_paths(by_month(fired, month));
    summary.kill_given_k1 = share(killed, scenario.row(Row::n_K1_held)[0]);
    summary.standing = share(scenario.row(Row::n_standing)[index], killed);
    summary.long_tail_only = of_paths(scenario.row(Row::n_long_tail_only)[index]);
    for (int reading = 0; reading < n_readings; ++reading) {
        summary.kill_by_reading[static_cast<std::size_t>(reading)] =
            of_paths(by_month(scenario.row(Row::n_kill_by_reading, index, reading), month));
    }
    const auto after_month = [&](Row row) {
        return of_paths(scenario.row(row, index)[static_cast<std::size_t>(month - 1)]);
    };
    summary.k2 = after_month(Row::n_K2);
    summary.k2_prices = after_month(Row::n_K2_prices);
    summary.k3 = after_month(Row::n_K3);
    std::int64_t no_exit = scenario.paths;
    for (std::size_t cause = 0; cause < n_causes; ++cause) {
        summary.first_exit[cause] = of_paths(by_month(scenario.row(Row::n_exit, index, cause), month));
        no_exit -= summary.first_exit[cause].hits;
    }
    summary.no_exit = of_paths(no_exit);
    summary.kill_month = median_month(fired);
    const auto parity = scenario.row(Row::n_parity, index), held = scenario.row(Row::n_parity_held, index);
    summary.parity = {of_paths(by_month(parity, month)), of_paths(by_month(held, month)),
                      of_paths(scenario.row(Row::n_parity_at_end)[index]), median_month(parity), median_month(held)};
    const auto median = [&](std::string_view output) {
        const auto* const found = std::ranges::find(NetworkOutputs::info, output, &OutputInfo::name);
        const OutputCurve& curve = project.outputs[static_cast<std::size_t>(found - NetworkOutputs::info)];
        return report_date < 0 ? std::numeric_limits<double>::quiet_NaN()
                               : curve.quantiles[static_cast<std::size_t>(report_date)][median_index];
    };
    summary.cost_ratio = median("cost_ratio");
    summary.break_even_ratio = median("break_even_ratio");
    summary.cost_per_mtok = median("cost_per_mtok");
    summary.utilization = median("utilization");
    summary.subsidy_share = median("subsidy_share");
    summary.curves = project.outputs;
    summary.killed_by = cumulative(fired);
    for (std::size_t cause = 0; cause < n_causes; ++cause)
        summary.first_exit_by[cause] = cumulative(scenario.row(Row::n_exit, index, cause));
    const auto after_each_month = [&](Row row) {
        const auto counts = scenario.row(row, index);
        return MonthlyPaths(counts.begin(), counts.end());
    };
    summary.k2_after = after_each_month(Row::n_K2);
    summary.k2_prices_after = after_each_month(Row::n_K2_prices);
    summary.k3_after = after_each_month(Row::n_K3);
    for (int signal = 0; signal < n_signals; ++signal) {
        summary.signals[static_cast<std::size_t>(signal)] =
            answer_of(static_cast<Signal>(signal), scenario.row(Row::n_signal, index, signal),
                      scenario.row(Row::n_signal_kill, index, signal), header.confidence);
    }
    summary.assumed_share = project.assumed_share;
    summary.killed_path = project.first_killed_path;
    return summary;
}

}  // namespace

Proportion proportion(std::int64_t hits, std::int64_t trials, double confidence) {
    const Interval interval = clopper_pearson(hits, trials, confidence);
    const double estimate =
        trials > 0 ? static_cast<double>(hits) / static_cast<double>(trials) : std::numeric_limits<double>::quiet_NaN();
    return {hits, trials, estimate, interval.low, interval.high};
}

std::optional<Cause> main_cause(const NetworkSummary& network) {
    const auto most = std::ranges::max_element(network.first_exit, {}, &Proportion::hits);
    if (most->hits == 0) return std::nullopt;
    return static_cast<Cause>(most - network.first_exit.begin());
}

Summary summarize(const ResultFile& file, int scenario, const std::string& by) {
    const ResultHeader& header = file.header();
    const ScenarioResult result = file.scenario(scenario);

    Summary summary;
    summary.header = header;
    summary.scenario = header.scenarios.at(static_cast<std::size_t>(scenario));
    summary.changed = changed_inputs(header, scenario);
    summary.paths = result.paths;
    summary.kill_shot = result.kill_shot;
    summary.month = month_of(header, by);
    const auto after = std::upper_bound(header.report_months.begin(), header.report_months.end(), summary.month);
    const std::ptrdiff_t report_date = after - header.report_months.begin() - 1;
    summary.report_month = report_date < 0 ? 0 : header.report_months[static_cast<std::size_t>(report_date)];
    for (std::size_t i = 0; i < header.projects.size(); ++i)
        summary.networks.push_back(summarize_network(header, result, i, summary.month, report_date));

    const auto of_paths = [&](std::int64_t hits) { return proportion(hits, result.paths, header.confidence); };
    const auto last = static_cast<std::size_t>(summary.month - 1);
    for (std::size_t reading = 0; reading < static_cast<std::size_t>(Reading::prices); ++reading) {
        const auto counts = result.row(Row::n_K1, reading);
        summary.k1[reading] = of_paths(counts[last]);
        summary.k1_after[reading].assign(counts.begin(), counts.end());
    }
    summary.curves = result.sector_outputs;
    summary.released = of_paths(by_month(result.row(Row::n_release), summary.month));
    summary.k1_held = of_paths(result.row(Row::n_K1_held)[0]);
    const auto n_killed = result.row(Row::n_killed);
    summary.n_killed.assign(n_killed.begin(), n_killed.end());
    for (std::size_t stance = 0; stance < n_stances; ++stance)
        summary.all_of_stance[stance] = of_paths(result.row(Row::n_all_of_stance)[stance]);
    return summary;
}

}  // namespace killshot
