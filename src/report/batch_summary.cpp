#include "report/batch_summary.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "report/difference.hpp"
#include "report/text.hpp"

namespace killshot {
namespace {

using Align = TextTable::Align;
using Json = nlohmann::ordered_json;

constexpr std::size_t longest_table = 100;  // scenarios

std::size_t place_of(double probability) {
    const auto* const found = std::ranges::find(quantile_probabilities, probability);
    return static_cast<std::size_t>(found - quantile_probabilities.begin());
}

std::string or_dash(double share, int decimals) { return std::isnan(share) ? "-" : percent(share, decimals); }

std::string epistemic_to_text(const BatchSummary& batch) {
    TextTable table({{"network", Align::left},
                     {"analyst's\nstance", Align::left},
                     {"P(kill)\nmean"},
                     {"5%"},
                     {"25%"},
                     {"median"},
                     {"75%"},
                     {"95%"},
                     {"spread\n(sd)"},
                     {"noise\n(sd)"},
                     {"share of\nbelief"}});
    for (std::size_t i = 0; i < batch.epistemic.size(); ++i) {
        const EpistemicEstimate& of = batch.epistemic[i];
        const ResultProject& project = batch.header.projects[i];
        std::vector<std::string> row = {project.name, project.stance, or_dash(of.mean, 1)};
        for (const double probability : {0.05, 0.25, 0.5, 0.75, 0.95})
            row.push_back(or_dash(of.quantiles[place_of(probability)], 1));
        row.insert(row.end(),
                   {or_dash(of.sd_belief, 1), or_dash(of.sd_noise, 2), or_dash(of.variance_share_belief, 0)});
        table.add_row(std::move(row));
    }
    return fmt::format(
        "{} draws of the beliefs: P(kill) by the horizon in each of these worlds, simulation noise taken out\n\n{}\n"
        "Share of belief: what part of the variance of a kill would be gone if we knew the numbers; the rest is "
        "shock.\n",
        batch.header.scenarios.size(), table.text());
}

std::string differences_to_text(const BatchSummary& batch) {
    TextTable table(
        {{"scenario", Align::left}, {"mean\nP(kill)"}, {"difference\n(points)"}, {"networks\nup"}, {"networks\ndown"}});
    for (const ScenarioDifference& of : batch.differences) {
        if (of.failed)
            table.add_row({of.scenario, "failed", "-", "-", "-"});
        else
            table.add_row({of.scenario, percent(of.mean, 2), fmt::format("{:+.2f}", 100 * of.difference),
                           std::to_string(of.up), std::to_string(of.down)});
    }
    return fmt::format(
        "{} scenarios on the same random numbers: P(kill) by the horizon, mean over the networks, "
        "and its difference from the first\n\n{}\n"
        "Up, down: the {:g}% interval of the paired difference leaves 0 out. A scenario's own table: --scenario NAME\n",
        batch.header.scenarios.size(), table.text(), 100 * batch.header.confidence);
}

}  // namespace

BatchSummary summarize_batch(const ResultFile& file) {
    BatchSummary batch{file.header(), file.epistemic(), {}};
    const std::size_t n = batch.header.scenarios.size();
    if (!batch.epistemic.empty() || n > longest_table || batch.header.failed[0]) return batch;
    for (std::size_t i = 0; i < n; ++i) {
        ScenarioDifference& of = batch.differences.emplace_back();
        of.scenario = batch.header.scenarios[i];
        of.failed = batch.header.failed[i];
        if (of.failed) continue;
        const Difference from_first = difference(file, static_cast<int>(i), 0);
        of.mean = from_first.mean_here;
        of.difference = from_first.mean_here - from_first.mean_there;
        for (const NetworkDifference& network : from_first.networks) {
            of.up += i > 0 && network.sign() > 0;
            of.down += i > 0 && network.sign() < 0;
        }
    }
    return batch;
}

std::string batch_to_text(const BatchSummary& batch) {
    if (!batch.epistemic.empty()) return epistemic_to_text(batch);
    if (!batch.differences.empty()) return differences_to_text(batch);
    return fmt::format("{} scenarios; a scenario's own table and its difference from the first: --scenario NAME\n",
                       batch.header.scenarios.size());
}

Json batch_to_json(const BatchSummary& batch) {
    const auto number = [](double value) { return std::isnan(value) ? Json(nullptr) : Json(value); };
    Json json = {{"n_scenarios", batch.header.scenarios.size()}};
    for (const ScenarioDifference& of : batch.differences)
        json["differences_from_first"].push_back(of.failed ? Json{{"scenario", of.scenario}, {"failed", true}}
                                                           : Json{{"scenario", of.scenario},
                                                                  {"mean_p_kill", of.mean},
                                                                  {"difference", of.difference},
                                                                  {"up", of.up},
                                                                  {"down", of.down}});
    for (std::size_t i = 0; i < batch.epistemic.size(); ++i) {
        const EpistemicEstimate& of = batch.epistemic[i];
        Json quantiles;
        for (std::size_t q = 0; q < n_quantiles; ++q)
            quantiles[fmt::format("{:g}", quantile_probabilities[q])] = number(of.quantiles[q]);
        json["epistemic"].push_back({{"name", batch.header.projects[i].name},
                                     {"mean", number(of.mean)},
                                     {"sd_belief", number(of.sd_belief)},
                                     {"sd_noise", number(of.sd_noise)},
                                     {"variance_share_belief", number(of.variance_share_belief)},
                                     {"p_kill_quantiles", quantiles}});
    }
    return json;
}

}  // namespace killshot
