#include "analysis/estimates.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <unordered_map>

#include "inputs/calendar.hpp"
#include "inputs/parameters.hpp"
#include "killshot/tally/histogram.hpp"

namespace killshot {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double from_fixed_point(std::int64_t sum) { return static_cast<double>(sum) / fixed_point_units; }

/// Mean of a fixed-point sum over n; NaN if n is 0.
double fixed_point_mean(std::int64_t sum, std::int64_t n) {
    return n > 0 ? from_fixed_point(sum) / static_cast<double>(n) : nan;
}

OutputEstimate in_units(const OutputSummary& summary, double mean, const OutputScale& scale) {
    const auto scaled = [&](double tallied) { return (tallied + scale.offset) * scale.factor; };
    OutputEstimate estimate;
    for (std::size_t q = 0; q < n_quantiles; ++q) {
        estimate.quantile[q] = scaled(summary.quantile[q]);
        estimate.interval[q] = {scaled(summary.interval[q].low), scaled(summary.interval[q].high)};
    }
    estimate.mean = scaled(mean);
    estimate.sd = summary.sd * scale.factor;
    estimate.n_outside = summary.n_outside;
    return estimate;
}

OutputEstimate unknown_output() {
    OutputEstimate estimate;
    estimate.quantile.fill(nan);
    estimate.interval.fill({nan, nan});
    estimate.mean = estimate.sd = nan;
    return estimate;
}

/// Share of the parameters of the network, the sector and the kill shot that are assumed. The correlation is left out:
/// it has more elements than the rest together, and most of them follow from a few.
double share_assumed(const Scenario& scenario, int network) {
    std::int64_t n = 0, n_assumed = 0;
    for (const Parameter& parameter : scenario.parameters) {
        const bool counts_for_all = parameter.id.network < 0 && section_of(*parameter.id.spec) != Section::correlation;
        if (!counts_for_all && parameter.id.network != network) continue;
        ++n;
        n_assumed += parameter.status == Status::assumed ? 1 : 0;
    }
    return share(n_assumed, n);
}

/// Caches exact intervals by their counts, one cache per thread: an interval costs as much as a histogram, and the
/// scenarios of a batch with the same number of paths have many counts in common.
class Intervals {
  public:
    Interval of(std::int64_t hits, std::int64_t trials, double confidence) {
        if (trials != trials_ || confidence != confidence_) known_.clear();
        trials_ = trials;
        confidence_ = confidence;
        const auto [entry, is_new] = known_.try_emplace(hits);
        if (is_new) entry->second = clopper_pearson(hits, trials, confidence);
        return entry->second;
    }

  private:
    std::int64_t trials_ = 0;
    double confidence_ = 0;
    std::unordered_map<std::int64_t, Interval> known_;
};

std::optional<double> interval_confidence(const Scenario& scenario, QuantileIntervals quantile_intervals) {
    return quantile_intervals == QuantileIntervals::yes ? std::optional(scenario.confidence) : std::nullopt;
}

KillEstimate estimate_kill(std::int64_t hits, std::int64_t paths, double confidence) {
    thread_local Intervals intervals;
    return {hits, share(hits, paths), intervals.of(hits, paths, confidence)};
}

class Estimator {
  public:
    Estimator(const Scenario& scenario, const std::vector<NetworkStart>& starts, const Tally& tally,
              const std::vector<HistogramSummary>& summaries, QuantileIntervals quantile_intervals)
        : scenario_(scenario), starts_(starts), tally_(tally), summaries_(summaries), layout_(tally.layout()),
          paths_(tally.row(Row::paths)[0]), interval_confidence_(interval_confidence(scenario, quantile_intervals)),
          ranks_(paths_, interval_confidence_), month_2027_(month_of_2027(scenario.start)) {}

    Estimates run() const {
        Estimates estimates;
        estimates.paths = paths_;
        for (int i = 0; i < layout_.n_networks(); ++i) {
            estimates.networks.push_back(network(i));
            estimates.has_stance[static_cast<std::size_t>(inputs_of(i).stance)] = true;
        }
        for (int output = 0; output < n_sector_outputs; ++output) {
            for (int date = 0; date < layout_.n_dates(); ++date) {
                const std::int64_t sum = tally_.row(Row::sector_sum, output)[static_cast<std::size_t>(date)];
                estimates.sector_outputs[static_cast<std::size_t>(output)].push_back(this->output(
                    SectorOutputs::info[output], number_of(Row::sector_histogram, output, date), sum, -1, date));
            }
        }
        return estimates;
    }

  private:
    const NetworkInputs& inputs_of(int network) const {
        return scenario_.inputs.networks[static_cast<std::size_t>(network)];
    }

    NetworkEstimates network(int i) const {
        const auto at = static_cast<std::size_t>(i);
        const auto fired = tally_.row(Row::n_fired, i, static_cast<int>(Cause::kill_shot));
        const auto first = tally_.row(Row::n_exit, i, static_cast<int>(Cause::kill_shot));
        const std::vector<std::int64_t> n_kill_by = cumulative(fired);
        const std::int64_t n_kill = n_kill_by.back();

        NetworkEstimates estimates;
        estimates.kill = estimate_kill(n_kill, paths_, scenario_.confidence);
        if (month_2027_ >= 1 && month_2027_ <= layout_.n_months()) {
            estimates.kill_2027 =
                estimate_kill(n_kill_by[static_cast<std::size_t>(month_2027_ - 1)], paths_, scenario_.confidence);
        } else {
            estimates.kill_2027 = {-1, nan, {nan, nan}};
        }
        estimates.n_kill_first = std::accumulate(first.begin(), first.end(), std::int64_t{0});
        estimates.kill_month = summarize_months(fired, interval_confidence_);
        estimates.parity_month = summarize_months(tally_.row(Row::n_parity, i), interval_confidence_);
        estimates.parity_held_month = summarize_months(tally_.row(Row::n_parity_held, i), interval_confidence_);
        estimates.low_subsidy_share_mean =
            fixed_point_mean(tally_.row(Row::low_subsidy_share_sum)[at], tally_.row(Row::low_months)[at]);
        estimates.aftermath_tail_share_mean = fixed_point_mean(tally_.row(Row::aftermath_tail_sum)[at], n_kill);
        estimates.assumed_share = share_assumed(scenario_, i);
        for (int output = 0; output < n_network_outputs; ++output) {
            for (int date = 0; date < layout_.n_dates(); ++date) {
                const std::int64_t sum = tally_.row(Row::sum, i, output)[static_cast<std::size_t>(date)];
                estimates.outputs[static_cast<std::size_t>(output)].push_back(this->output(
                    NetworkOutputs::info[output], number_of(Row::histogram, i, output, date), sum, i, date));
            }
        }
        return estimates;
    }

    /// The number of a histogram by its row and indices.
    template <class... Index>
    std::size_t number_of(Row row, Index... leading) const {
        const auto& extent = layout_.extent(row);
        return (extent.offset + extent.slice({leading...}).first - layout_.n_plain()) / histogram::n_bins;
    }

    /// network: -1 for a sector output.
    OutputEstimate output(const OutputInfo& info, std::size_t histogram, std::int64_t sum, int network,
                          int date) const {
        if (info.needs_token && !inputs_of(network).has_token) return unknown_output();
        const int month = layout_.report_steps()[static_cast<std::size_t>(date)] + 1;
        const NetworkStart& start = network < 0 ? NetworkStart{} : starts_.at(static_cast<std::size_t>(network));
        const BinTable& bins = bin_tables()[place_of(layout_, histogram).table];
        return in_units(in_values(summaries_.at(histogram), ranks_, bins), fixed_point_mean(sum, paths_),
                        output_scale(info.unit, scenario_.inputs, network, start, month));
    }

    const Scenario& scenario_;
    const std::vector<NetworkStart>& starts_;
    const Tally& tally_;
    const std::vector<HistogramSummary>& summaries_;
    const TallyLayout& layout_;
    std::int64_t paths_;
    std::optional<double> interval_confidence_;
    QuantileRanks ranks_;
    int month_2027_;
};

}  // namespace

double share(std::int64_t hits, std::int64_t trials) {
    return trials > 0 ? static_cast<double>(hits) / static_cast<double>(trials) : nan;
}

std::vector<std::int64_t> cumulative(std::span<const std::int64_t> counts) {
    std::vector<std::int64_t> totals(counts.size());
    std::partial_sum(counts.begin(), counts.end(), totals.begin());
    return totals;
}

SummaryRanks summary_ranks(const Scenario& scenario, std::int64_t n_paths, QuantileIntervals quantile_intervals) {
    return QuantileRanks(n_paths, interval_confidence(scenario, quantile_intervals)).ranks;
}

Estimates estimate(const Scenario& scenario, const std::vector<NetworkStart>& starts, const Tally& tally,
                   const std::vector<HistogramSummary>& summaries, QuantileIntervals quantile_intervals) {
    return Estimator(scenario, starts, tally, summaries, quantile_intervals).run();
}

}  // namespace killshot
