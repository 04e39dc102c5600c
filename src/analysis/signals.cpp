#include "analysis/signals.hpp"

#include <cmath>

namespace killshot {

namespace {

/// Fills in the difference of the outer readings and the verdict.
void compare(SignalAnswer& answer) {
    const SignalReading &low = answer.lowest, &high = answer.highest;
    answer.difference = high.p - low.p;
    answer.interval = {answer.difference - std::hypot(high.p - high.interval.low, low.interval.high - low.p),
                       answer.difference + std::hypot(high.interval.high - high.p, low.p - low.interval.low)};
    answer.verdict = answer.interval.low > 0    ? Verdict::raises
                     : answer.interval.high < 0 ? Verdict::lowers
                                                : Verdict::no_difference;
}

SignalReading mean_of(std::span<const SignalAnswer> networks, SignalReading SignalAnswer::*which) {
    SignalReading mean;
    double n = 0;
    for (const SignalAnswer& network : networks) {
        const SignalReading& reading = network.*which;
        if (network.verdict == Verdict::unknown || reading.paths == 0) continue;
        ++n;
        mean.kills += reading.kills;
        mean.paths += reading.paths;
        mean.p += reading.p;
        mean.interval.low += reading.interval.low;
        mean.interval.high += reading.interval.high;
    }
    if (n == 0) return {};
    mean.p /= n;
    mean.interval = {mean.interval.low / n, mean.interval.high / n};
    return mean;
}

}  // namespace

std::vector<double> signal_edges(Signal signal) {
    const int n_bins = signal_bins[static_cast<int>(signal)];
    std::vector<double> edges;
    for (int i = 0; i <= n_bins; ++i) {
        switch (signal) {
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

SignalAnswer answer_of(Signal signal, std::span<const std::int64_t> n, std::span<const std::int64_t> n_kill,
                       double confidence) {
    const std::size_t first = signal == Signal::self_funded ? 1 : 0;
    std::vector<std::size_t> bins;
    for (std::size_t bin = first; bin < n.size(); ++bin)
        if (n[bin] >= min_paths_of_reading) bins.push_back(bin);
    const auto reading = [&](std::size_t bin) {
        return SignalReading{static_cast<int>(bin), n_kill[bin], n[bin],
                             static_cast<double>(n_kill[bin]) / static_cast<double>(n[bin]),
                             clopper_pearson(n_kill[bin], n[bin], confidence)};
    };
    SignalAnswer answer;
    if (bins.size() < 2) return answer;
    answer.lowest = reading(bins.front());
    if (bins.size() > 2) answer.middle = reading(bins[bins.size() / 2]);
    answer.highest = reading(bins.back());
    compare(answer);
    return answer;
}

SignalAnswer mean_of(std::span<const SignalAnswer> networks) {
    SignalAnswer mean;
    mean.lowest = mean_of(networks, &SignalAnswer::lowest);
    mean.middle = mean_of(networks, &SignalAnswer::middle);
    mean.highest = mean_of(networks, &SignalAnswer::highest);
    if (mean.lowest.paths > 0) compare(mean);
    return mean;
}

}  // namespace killshot
