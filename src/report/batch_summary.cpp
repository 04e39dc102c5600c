#include "report/batch_summary.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/quantiles.hpp"
#include "report/difference.hpp"
#include "report/json.hpp"
#include "report/text.hpp"

namespace killshot {
namespace {

using Align = TextTable::Align;
using Json = nlohmann::ordered_json;

constexpr std::size_t max_table_rows = 100;

std::size_t index_of(double probability) {
    const auto* const found = std::ranges::find(quantile_probabilities, probability);
    return static_cast<std::size_t>(found - quantile_probabilities.begin());
}

std::string or_dash(double share, int decimals) { return std::isnan(share) ? "-" : percent(share, decimals); }

std::string epistemic_to_text(const BatchSummary& batch) {
    TextTable table({{"Network", Align::left},
                     {"Stance", Align::left},
                     {"P(kill)\nmean"},
                     {"5%"},
                     {"median"},
                     {"95%"},
                     {"spread\n(sd)"},
                     {"share of\nbelief"}});
    for (std::size_t i = 0; i < batch.epistemic.size(); ++i) {
        const EpistemicEstimate& estimate = batch.epistemic[i];
        const ResultProject& project = batch.header.projects[i];
        std::vector<std::string> row = {project.name, project.stance, or_dash(estimate.mean, 1)};
        for (const double probability : {0.05, 0.5, 0.95})
            row.push_back(or_dash(estimate.quantiles[index_of(probability)], 1));
        row.insert(row.end(), {or_dash(estimate.sd_belief, 1), or_dash(estimate.variance_share_belief, 0)});
        table.add_row(std::move(row));
    }
    return wrapped(fmt::format("{} draws of the inputs: how P(kill) by the horizon varies over the beliefs about them, "
                               "with simulation noise taken out",
                               batch.header.scenarios.size())) +
           '\n' + table.text() + '\n' +
           wrapped(
               "Share of belief: the part of a kill's variance that would vanish if the inputs were known; the rest is "
               "shocks. More quantiles and the noise: --json, or /epistemic in the file.");
}

std::string differences_to_text(const BatchSummary& batch) {
    TextTable table(
        {{"Scenario", Align::left}, {"mean\nP(kill)"}, {"difference\n(points)"}, {"networks\nup"}, {"networks\ndown"}});
    for (const ScenarioDifference& row : batch.differences) {
        if (row.failed)
            table.add_row({row.scenario, "failed", "-", "-", "-"});
        else
            table.add_row({row.scenario, percent(row.mean, 2), fmt::format("{:+.2f}", 100 * row.difference),
                           std::to_string(row.up), std::to_string(row.down)});
    }
    return wrapped(fmt::format("{} scenarios on common random numbers: P(kill) by the horizon, mean over the networks, "
                               "and its difference from the first scenario",
                               batch.header.scenarios.size())) +
           '\n' + table.text() + '\n' +
           wrapped(fmt::format("Up, down: networks whose {:g}% interval of the paired difference excludes 0. One "
                               "scenario's table: --scenario NAME",
                               100 * batch.header.confidence));
}

}  // namespace

BatchSummary summarize_batch(const ResultFile& file) {
    BatchSummary batch{file.header(), file.epistemic(), {}};
    const std::size_t n = batch.header.scenarios.size();
    if (!batch.epistemic.empty() || n > max_table_rows || batch.header.failed[0]) return batch;
    const KillBits first = file.kill_bits(0);
    for (std::size_t i = 0; i < n; ++i) {
        ScenarioDifference& row = batch.differences.emplace_back();
        row.scenario = batch.header.scenarios[i];
        row.failed = batch.header.failed[i];
        if (row.failed) continue;
        const Difference from_first = difference_from_first(file, static_cast<int>(i), first);
        row.mean = from_first.mean_here;
        row.difference = from_first.mean_here - from_first.mean_there;
        for (const NetworkDifference& network : from_first.networks) {
            row.up += i > 0 && network.sign() > 0;
            row.down += i > 0 && network.sign() < 0;
        }
    }
    return batch;
}

bool shows_first(const BatchSummary& batch) { return batch.epistemic.empty() && !batch.header.failed[0]; }

std::string batch_to_text(const BatchSummary& batch) {
    if (!batch.epistemic.empty()) return epistemic_to_text(batch);
    if (!batch.differences.empty()) return differences_to_text(batch);
    return fmt::format("{} scenarios; one scenario's table and its difference: --scenario NAME\n",
                       batch.header.scenarios.size());
}

Json batch_to_json(const BatchSummary& batch) {
    Json json = {{"n_scenarios", batch.header.scenarios.size()}};
    for (const ScenarioDifference& row : batch.differences)
        json["differences_from_first"].push_back(row.failed ? Json{{"scenario", row.scenario}, {"failed", true}}
                                                            : Json{{"scenario", row.scenario},
                                                                   {"mean_p_kill", row.mean},
                                                                   {"difference", row.difference},
                                                                   {"up", row.up},
                                                                   {"down", row.down}});
    for (std::size_t i = 0; i < batch.epistemic.size(); ++i) {
        const EpistemicEstimate& estimate = batch.epistemic[i];
        Json quantiles;
        for (std::size_t q = 0; q < n_quantiles; ++q)
            quantiles[fmt::format("{:g}", quantile_probabilities[q])] = number_or_null(estimate.quantiles[q]);
        json["epistemic"].push_back({{"name", batch.header.projects[i].name},
                                     {"mean", number_or_null(estimate.mean)},
                                     {"sd_belief", number_or_null(estimate.sd_belief)},
                                     {"sd_noise", number_or_null(estimate.sd_noise)},
                                     {"variance_share_belief", number_or_null(estimate.variance_share_belief)},
                                     {"p_kill_quantiles", quantiles}});
    }
    return json;
}

}  // namespace killshot
