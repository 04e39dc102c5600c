#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "analysis/signals.hpp"
#include "files/printable.hpp"
#include "report/show.hpp"
#include "report/text.hpp"
#include "report/titles.hpp"

namespace killshot {
namespace {

using Align = TextTable::Align;

/// What a reading in the bin says: "35-40%", "yes", "0.90-0.95" of the start.
std::string reading_text(Signal signal, int bin) {
    if (signal == Signal::adopted || signal == Signal::released) return bin == 0 ? "no" : "yes";
    const std::vector<double> edges = signal_edges(signal);
    const double low = edges.at(static_cast<std::size_t>(bin)), high = edges.at(static_cast<std::size_t>(bin) + 1);
    switch (signal) {
        case Signal::effective_price:
        case Signal::parity_gap:
            if (bin == 0) return fmt::format("under {:.2f}", std::exp(high));
            if (bin == n_signal_bins - 1) return fmt::format("over {:.2f}", std::exp(low));
            return fmt::format("{:.2f}-{:.2f}", std::exp(low), std::exp(high));
        default:
            return fmt::format("{:.0f}-{:.0f}%", 100 * low, 100 * high);
    }
}

/// "11.9 +-0.6", in percent or points; the larger side of the interval, rounded up.
std::string with_error(double value, const Interval& interval) {
    const double half_width = std::max(interval.high - value, value - interval.low);
    return fmt::format("{:.1f} +-{:.1f}", 100 * std::abs(value), std::ceil(1000 * half_width) / 10);
}

std::string with_error(const SignalReading& reading) {
    return reading.paths == 0 ? "-" : with_error(reading.p, reading.interval);
}

std::string verdict_text(const SignalAnswer& answer) {
    const std::string points = with_error(answer.difference, answer.interval);
    switch (answer.verdict) {
        case Verdict::raises:
            return "raises by " + points;
        case Verdict::lowers:
            return "lowers by " + points;
        case Verdict::no_difference:
            return "cannot be told apart";
        case Verdict::unknown:
            break;
    }
    return "one reading only";
}

/// The mean over the networks: each is read in its own bins, so the table has no values of the readings.
std::string mean_table(const Summary& s) {
    TextTable table({{"Signal", Align::left}, {"lowest"}, {"middle"}, {"highest"}, {"a high reading", Align::left}});
    for (const auto& [signal, title] : signal_titles) {
        std::vector<SignalAnswer> networks;
        for (const NetworkSummary& network : s.networks)
            networks.push_back(network.signals[static_cast<std::size_t>(signal)]);
        const SignalAnswer mean = mean_of(networks);
        table.add_row({std::string(title), with_error(mean.lowest), with_error(mean.middle), with_error(mean.highest),
                       verdict_text(mean)});
    }
    return table.text();
}

std::string network_table(const NetworkSummary& network) {
    TextTable table({{"Signal", Align::left}, {"reading, then verdict", Align::left}, {"paths"}, {"P(kill later)"}});
    for (const auto& [signal, title] : signal_titles) {
        const SignalAnswer& answer = network.signals[static_cast<std::size_t>(signal)];
        std::string first(title);
        for (const SignalReading* reading : {&answer.lowest, &answer.middle, &answer.highest}) {
            if (reading->paths == 0) continue;
            table.add_row({first, reading_text(signal, reading->bin), with_commas(reading->paths),
                           text_of(Proportion{reading->kills, reading->paths, reading->p, reading->interval.low,
                                              reading->interval.high})});
            first = "";
        }
        table.add_row({first, verdict_text(answer), "", ""});
    }
    return table.text();
}

}  // namespace

std::string signals_to_text(const Summary& s, int network) {
    const auto month = std::max(1L, std::lround(s.kill_shot.decision_month));
    const bool is_mean = network < 0;
    const std::string whom =
        is_mean ? "mean over the networks" : s.networks[static_cast<std::size_t>(network)].project.name;
    if (month > s.header.months) return fmt::format("Signals are read at month {}, after the horizon.\n", month);
    std::string text = wrapped(fmt::format(
        "What a reading at month {} says about a kill later: P(kill later | reading), in percent, of the paths not "
        "killed by then, where the signal stood in its lowest, middle and highest bin with at least {} paths; {}",
        month, min_paths_of_reading, printable(whom)));
    text += '\n' + (is_mean ? mean_table(s) : network_table(s.networks[static_cast<std::size_t>(network)])) + '\n';
    text += wrapped(fmt::format(
        "A high reading raises or lowers P(kill later) if the {:g}% interval of the highest less the lowest, in "
        "points, excludes 0. 02 and new "
        "hardware: no or yes. 03: share of the months of low utilization in which organic income alone covered power "
        "and capital. Price and cost ratio: against the start.",
        100 * s.header.confidence));
    if (is_mean) text += "The values of the readings, for one network: --signals --network NAME\n";
    return text;
}

}  // namespace killshot
