#include "report/difference.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "files/printable.hpp"
#include "inputs/calendar.hpp"
#include "inputs/names.hpp"
#include "killshot/error.hpp"
#include "report/text.hpp"

namespace killshot {
namespace {

using Align = TextTable::Align;
using Json = nlohmann::ordered_json;

Difference compare(const ResultHeader& header, const KillBits& here, const KillBits& there) {
    Difference difference;
    difference.n_paths = std::min(here.n_paths, there.n_paths);
    difference.confidence = header.confidence;
    const auto n = static_cast<double>(difference.n_paths);
    for (std::size_t i = 0; i < header.projects.size(); ++i) {
        const PairedCounts counts = pair(here.bits[i], there.bits[i], difference.n_paths);
        const NetworkDifference network{header.projects[i],
                                        counts,
                                        static_cast<double>(counts.n11 + counts.n10) / n,
                                        static_cast<double>(counts.n11 + counts.n01) / n,
                                        counts.difference(),
                                        paired_difference_interval(counts, header.confidence)};
        difference.mean_here += network.p_here / static_cast<double>(header.projects.size());
        difference.mean_there += network.p_there / static_cast<double>(header.projects.size());
        difference.networks.push_back(network);
    }
    return difference;
}

/// A network's position in the list selects its random numbers.
std::string network_list(const ResultHeader& header) {
    std::string list;
    for (const ResultProject& project : header.projects) list += (list.empty() ? "" : ", ") + project.key;
    return list;
}

void require_same_futures(const ResultHeader& here, const ResultHeader& there) {
    const auto refuse = [&](std::string_view what, const auto& value_here, const auto& value_there,
                            std::string_view why) {
        throw Error(fmt::format(
            "{} and {} cannot be compared path by path: {} differs, {} and {} ({}); run one of them again with the "
            "other's",
            printable(here.path), printable(there.path), what, value_here, value_there, why));
    };
    if (here.seed != there.seed)
        refuse("seed", here.seed, there.seed, "paths of different seeds are different futures");
    if (here.months != there.months)
        refuse("horizon_months", here.months, there.months, "kills are counted up to the horizon");
    if (text_of(here.start) != text_of(there.start))
        refuse("start", text_of(here.start), text_of(there.start), "their months are not the same");
    if (network_list(here) != network_list(there))
        refuse("the list of networks", printable(network_list(here)), printable(network_list(there)),
               "a network's position in it selects its random numbers");
}

/// A difference of percentages, in percentage points.
std::string points(double difference, int decimals) { return fmt::format("{:+.{}f}", 100 * difference, decimals); }

}  // namespace

Difference difference_from_first(const ResultFile& file, int here, const KillBits& first) {
    Difference difference = compare(file.header(), here == 0 ? first : file.kill_bits(here), first);
    difference.here = file.header().scenarios.at(static_cast<std::size_t>(here));
    difference.there = file.header().scenarios.front();
    return difference;
}

Difference difference(const ResultFile& here, int scenario_here, const ResultFile& there, int scenario_there) {
    require_same_futures(there.header(), here.header());
    Difference difference = compare(here.header(), here.kill_bits(scenario_here), there.kill_bits(scenario_there));
    const auto label = [](const ResultFile& file, int scenario) {
        return fmt::format("{} ({})", file.header().scenarios.at(static_cast<std::size_t>(scenario)),
                           file.header().path);
    };
    difference.here = label(here, scenario_here);
    difference.there = label(there, scenario_there);
    return difference;
}

std::string difference_to_text(const Difference& d) {
    TextTable table({{"Network", Align::left},
                     {"Stance", Align::left},
                     {"P(kill)\nthere"},
                     {"P(kill)\nhere"},
                     {"difference\n(points)"},
                     {fmt::format("{:g}%\ninterval", 100 * d.confidence)}});
    int up = 0, down = 0;
    for (const NetworkDifference& n : d.networks) {
        const int decimals = percent_decimals(n.interval.low, n.interval.high);
        table.add_row({n.project.name, n.project.stance, percent(n.p_there, decimals), percent(n.p_here, decimals),
                       points(n.difference, decimals),
                       fmt::format("{} to {}", points(n.interval.low, decimals), points(n.interval.high, decimals))});
        up += n.sign() > 0;
        down += n.sign() < 0;
    }
    return fmt::format("Here: {}\nThere: {}\nP(kill) by the horizon, compared path by path on the same {}\n\n{}\n",
                       printable(d.here), printable(d.there), path_count(d.n_paths), table.text()) +
           wrapped(
               fmt::format("Mean over the networks: {} there, {} here ({} points); {} up, {} down, {} with no clear "
                           "difference.",
                           percent(d.mean_there, 2), percent(d.mean_here, 2), points(d.mean_here - d.mean_there, 2), up,
                           down, static_cast<int>(d.networks.size()) - up - down));
}

Json difference_to_json(const Difference& d) {
    Json json = {{"here", d.here},
                 {"there", d.there},
                 {"paths", d.n_paths},
                 {"confidence_level", d.confidence},
                 {"mean_p_kill_here", d.mean_here},
                 {"mean_p_kill_there", d.mean_there}};
    Json& networks = json["networks"] = Json::array();
    for (const NetworkDifference& n : d.networks)
        networks.push_back({{"name", n.project.name},
                            {"key", n.project.key},
                            {"stance", n.project.stance},
                            {"p_kill_here", n.p_here},
                            {"p_kill_there", n.p_there},
                            {"difference", n.difference},
                            {"low", n.interval.low},
                            {"high", n.interval.high},
                            {"n11", n.counts.n11},
                            {"n10", n.counts.n10},
                            {"n01", n.counts.n01},
                            {"n00", n.counts.n00}});
    return json;
}

}  // namespace killshot
