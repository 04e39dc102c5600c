#include "report/summary.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "inputs/calendar.hpp"
#include "inputs/names.hpp"
#include "killshot/error.hpp"
#include "report/text.hpp"
#include "tables/tables.hpp"

namespace killshot {
namespace {

constexpr auto kill_shot = static_cast<std::size_t>(Cause::kill_shot);

/// The place of an output in network_outputs.
constexpr std::size_t output_index(std::string_view name) {
    for (std::size_t i = 0; i < n_network_outputs; ++i)
        if (network_outputs[i].name == name) return i;
    throw std::logic_error("no such output");
}

/// Paths to which it had happened by `month`.
std::int64_t by_month(const std::vector<std::int64_t>& count_of_month, int month) {
    return std::accumulate(count_of_month.begin(), count_of_month.begin() + month, std::int64_t{0});
}

/// Two digits and more of `text`, all of it, as a number; -1 where they are something else.
int whole_number(std::string_view text) {
    int value = -1;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    return failed == std::errc() && end == text.data() + text.size() ? value : -1;
}

/// The last month that ends within the calendar month `by`.
int month_of(const ResultHeader& header, const std::string& by) {
    if (by.empty()) return header.months;
    const std::size_t dash = by.find('-');
    const int year = whole_number(std::string_view(by).substr(0, dash));
    const int calendar_month = dash == std::string::npos ? -1 : whole_number(std::string_view(by).substr(dash + 1));
    if (year < 0 || calendar_month < 1 || calendar_month > 12)
        throw Error(fmt::format("--by {}: not a month; write it as YYYY-MM, like 2028-06", by));
    const auto start = static_cast<int>(header.start.year()) * std::int64_t{12} + static_cast<unsigned>(header.start.month());
    const std::int64_t month = std::int64_t{12} * year + calendar_month - start;
    if (month < 1 || month > header.months) {
        throw Error(fmt::format("--by {}: outside the run (its months end from {} to {}); name one of them", by,
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
    const std::int64_t killed = by_month(project.n_fired[kill_shot], header.months);

    NetworkSummary summary;
    summary.project = header.projects[index];
    if (header.month_2027 > 0) summary.kill_2027 = of_paths(by_month(project.n_fired[kill_shot], header.month_2027));
    summary.kill = of_paths(by_month(project.n_fired[kill_shot], month));
    summary.kill_given_k1 = share(killed, scenario.n_k1_held);
    summary.standing = share(project.n_standing, killed);
    summary.k2 = of_paths(project.n_k2[static_cast<std::size_t>(month - 1)]);
    std::int64_t no_exit = scenario.paths;
    for (std::size_t cause = 0; cause < n_causes; ++cause) {
        summary.first_exit[cause] = of_paths(by_month(project.n_exit[cause], month));
        no_exit -= summary.first_exit[cause].hits;
    }
    summary.no_exit = of_paths(no_exit);
    summary.parity = of_paths(by_month(project.n_parity, month));
    if (const double median = project.parity_month[median_index]; !std::isnan(median))
        summary.parity_month = static_cast<int>(median);
    const auto median_of = [&](std::size_t output) {
        return report_date < 0 ? std::numeric_limits<double>::quiet_NaN()
                               : project.output[output][static_cast<std::size_t>(report_date)][median_index];
    };
    summary.cost_ratio = median_of(output_index("cost_ratio"));
    summary.utilization = median_of(output_index("utilization"));
    summary.subsidy_share = median_of(output_index("subsidy_share"));
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

Summary summarize(const ResultFile& file, int scenario, const std::string& by) {
    const ResultHeader& header = file.header();
    const ScenarioResult result = file.scenario(scenario);

    Summary summary;
    summary.header = header;
    summary.scenario = header.scenarios.at(static_cast<std::size_t>(scenario));
    summary.paths = result.paths;
    summary.month = month_of(header, by);
    const auto after = std::upper_bound(header.report_months.begin(), header.report_months.end(), summary.month);
    const std::ptrdiff_t report_date = after - header.report_months.begin() - 1;
    summary.report_month = report_date < 0 ? 0 : header.report_months[static_cast<std::size_t>(report_date)];
    for (std::size_t i = 0; i < header.projects.size(); ++i)
        summary.networks.push_back(summarize_network(header, result, i, summary.month, report_date));

    const auto of_paths = [&](std::int64_t hits) { return proportion(hits, result.paths, header.confidence); };
    const auto last = static_cast<std::size_t>(summary.month - 1);
    summary.k1 = of_paths(result.n_k1[last]);
    summary.k1_list = of_paths(result.n_k1_list[last]);
    summary.k1_any = of_paths(result.n_k1_any[last]);
    summary.k1_held = of_paths(result.n_k1_held);
    summary.n_killed = result.n_killed;
    for (std::size_t stance = 0; stance < n_stances; ++stance)
        summary.all_of_stance[stance] = of_paths(result.n_all_of_stance[stance]);
    return summary;
}

}  // namespace killshot
