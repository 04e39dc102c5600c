#include "cli/bench_baseline.hpp"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "files/printable.hpp"
#include "killshot/error.hpp"
#include "report/text.hpp"

namespace killshot::cli {
namespace {

constexpr double confidence = 0.95;

std::string percent_change(double ratio) { return fmt::format("{:+.1f}%", 100 * (ratio - 1)); }

}  // namespace

Baseline::Baseline(const std::string& path) : path_(path) {
    std::ifstream file(path);
    if (!file) throw Error(fmt::format("{}: cannot be read; name a file of killshot bench --json", path));
    try {
        const nlohmann::json figures = nlohmann::json::parse(file);
        git_ = printable(figures.at("git").get<std::string>());
        created_utc_ = printable(figures.at("created_utc").get<std::string>());
        device_ = printable(figures.at("device").get<std::string>());
        scenario_ = printable(figures.at("scenario").get<std::string>());
        n_networks_ = figures.at("networks").get<std::size_t>();
        months_ = figures.at("months").get<int>();
        for (const auto& kernel : figures.at("one_core"))
            for (const auto& [rate, values] : kernel.at("samples").items()) {
                samples_.push_back({kernel.at("isa").get<std::string>(), rate, values.get<std::vector<double>>()});
                const auto& list = samples_.back().values;
                if (list.empty() || list.size() > 1000 || !std::ranges::all_of(list, [](double v) { return v > 0; }))
                    throw Error(fmt::format("{}: has no usable samples of {}; run killshot bench --json again", path,
                                            printable(rate)));
            }
    } catch (const nlohmann::json::exception& problem) {
        throw Error(fmt::format("{}: is not what killshot bench --json prints for a CPU ({}); run it again", path,
                                printable(problem.what())));
    }
}

std::vector<RateChange> Baseline::compare(const CpuFigures& now, const Scenario& scenario) const {
    const Inputs& inputs = scenario.inputs;
    if (scenario.name != scenario_ || inputs.networks.size() != n_networks_ || inputs.months != months_)
        throw Error(
            fmt::format("{}: is of {} with {} networks and {} months (measured now: {}, {} and {}); give that "
                        "scenario",
                        path_, scenario_, n_networks_, months_, scenario.name, inputs.networks.size(), inputs.months));
    std::vector<RateChange> changes;
    for (const bench::KernelRates& kernel : now.kernels)
        for (const auto& now_sample : kernel.samples) {
            const auto same = [&](const Sample& sample) {
                return sample.isa == kernel.isa && sample.rate == now_sample.first;
            };
            if (const auto found = std::ranges::find_if(samples_, same); found != samples_.end())
                changes.push_back(
                    {kernel.isa, now_sample.first, bench::speed_ratio(found->values, now_sample.second, confidence)});
        }
    return changes;
}

std::string Baseline::text_of(const std::vector<RateChange>& changes, const CpuFigures& now) const {
    using Align = TextTable::Align;
    TextTable table({{"one core", Align::left},
                     {"rate", Align::left},
                     {"change"},
                     {fmt::format("{:g}% interval", 100 * confidence)},
                     {"", Align::left}});
    for (const RateChange& change : changes)
        table.add_row({change.isa, change.rate, percent_change(change.speed.ratio),
                       fmt::format("{} to {}", percent_change(change.speed.low), percent_change(change.speed.high)),
                       change.speed.verdict()});
    std::string text = "\n" + wrapped(fmt::format("Against {} (git {}, {}):", path_, git_, created_utc_));
    if (device_ != now.device)
        text += wrapped(fmt::format("That was another machine: {}; this is {}.", device_, now.device));
    return text + '\n' + table.text() +
           wrapped(
               "The interval is that of the rounds. What else runs on a machine changes between two runs of bench, "
               "so repeat both before you believe a few percent.");
}

nlohmann::ordered_json Baseline::json_of(const std::vector<RateChange>& changes) const {
    nlohmann::ordered_json rates = nlohmann::ordered_json::array();
    for (const RateChange& change : changes)
        rates.push_back({{"isa", change.isa},
                         {"rate", change.rate},
                         {"ratio", change.speed.ratio},
                         {"low", change.speed.low},
                         {"high", change.speed.high},
                         {"confidence", change.speed.confidence},
                         {"verdict", change.speed.verdict()}});
    return {{"file", path_}, {"git", git_}, {"created_utc", created_utc_}, {"device", device_}, {"rates", rates}};
}

}  // namespace killshot::cli
