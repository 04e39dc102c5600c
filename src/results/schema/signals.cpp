#include <algorithm>
#include <limits>

#include "analysis/signals.hpp"
#include "results/schema/tables.hpp"

namespace killshot::schema {

namespace {

using enum Dimension;

constexpr std::size_t n_edges = n_signal_bins + 1;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Values bin_edges(const FileFacts&) {
    std::vector<double> padded(n_signals * n_edges, nan);
    for (std::size_t i = 0; i < n_signals; ++i) {
        const auto edges = signal_edges(static_cast<Signal>(i));
        std::copy(edges.begin(), edges.end(), padded.begin() + static_cast<std::ptrdiff_t>(i * n_edges));
    }
    return padded;
}

FromScenario counts(Row row) {
    return [row](const ScenarioFacts& facts) {
        const auto all = facts.tally.row(row);
        return Values(std::vector<std::int64_t>(all.begin(), all.end()));
    };
}

Values kill_given_bin(const ScenarioFacts& facts) {
    const auto trials = facts.tally.row(Row::n_signal), hits = facts.tally.row(Row::n_signal_kill);
    std::vector<float> shares(trials.size());
    for (std::size_t i = 0; i < shares.size(); ++i) shares[i] = static_cast<float>(share(hits[i], trials[i]));
    return shares;
}

}  // namespace

void add_signals(std::vector<Variable>& table) {
    const Adder add(table, Group::signals);

    add("n", {scenario, project, signal, bin}, Type::int64, info(Row::n_signal).description, counts(Row::n_signal),
        {comment("0 in bins beyond the signal's own, which have no edges")});
    add("n_kill", {scenario, project, signal, bin}, Type::int64, info(Row::n_signal_kill).description,
        counts(Row::n_signal_kill));
    add("p_kill_given", {scenario, project, signal, bin}, Type::float32,
        "probability that the kill shot fires after the decision month, given where the signal stood then",
        kill_given_bin, {ancillary("n_kill n"), comment("missing where no path was in the bin")});
    add("bin_edges", {signal, edge}, Type::float64, "edges of the signals' bins", bin_edges,
        {comment(
            "adopted and released: no is about 0, yes about 1; self_funded: the share of months of low utilization in "
            "which organic income covered the cost, the bin below 0 for paths without such a month; "
            "effective_price: its log against the start; parity_gap: the log of the cost ratio against the "
            "start; the outermost bins of the latter two are open")});
}

}  // namespace killshot::schema
