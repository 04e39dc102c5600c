#include <limits>

#include "results/schema/tables.hpp"

namespace killshot::schema {

namespace {

using enum Dimension;

constexpr std::size_t n_edges = n_signal_bins + 1;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Edges of the bins in use. Shares by 0.05; yes or no about 0 and 1; of the share of self-funded months, first a bin
/// below 0 for paths without a month of low utilization; logs about 0, the outermost bins open.
std::vector<double> edges_of(Signal which) {
    const int n_bins = signal_bins[static_cast<int>(which)];
    std::vector<double> edges;
    for (int i = 0; i <= n_bins; ++i) {
        switch (which) {
            case Signal::adopted:
            case Signal::released:
                edges.push_back(i - 0.5);
                break;
            case Signal::self_funded:
                edges.push_back((i - 1) / 10.0);
                break;
            case Signal::effective_price:
                edges.push_back((i - 10) / 20.0);
                break;
            case Signal::parity_gap:
                edges.push_back((i - 10) / 10.0);
                break;
            default:
                edges.push_back(i / 20.0);
                break;
        }
    }
    return edges;
}

Values bin_edges(const FileFacts&) {
    std::vector<double> padded(n_signals * n_edges, nan);
    for (std::size_t i = 0; i < n_signals; ++i) {
        const auto edges = edges_of(static_cast<Signal>(i));
        std::copy(edges.begin(), edges.end(), padded.begin() + static_cast<std::ptrdiff_t>(i * n_edges));
    }
    return padded;
}

/// Whether a position of a [network][signal][bin] row is a bin in use.
bool in_use(std::size_t position) {
    const std::size_t which = position / n_signal_bins % n_signals;
    return position % n_signal_bins < static_cast<std::size_t>(signal_bins[which]);
}

FromScenario counts_in_use(Row row) {
    return [row](const ScenarioFacts& facts) {
        const auto all = facts.tally.row(row);
        std::vector<std::int64_t> used(all.begin(), all.end());
        for (std::size_t i = 0; i < used.size(); ++i) {
            if (!in_use(i)) used[i] = missing_int64;
        }
        return Values(std::move(used));
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

    add("n", {scenario, project, signal, bin}, Type::int64, info(Row::n_signal).description,
        counts_in_use(Row::n_signal));
    add("n_kill", {scenario, project, signal, bin}, Type::int64, info(Row::n_signal_kill).description,
        counts_in_use(Row::n_signal_kill));
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
