#include "report/difference.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "files/printable.hpp"
#include "inputs/calendar.hpp"
#include "inputs/names.hpp"
#include "killshot/error.hpp"
#include "report/changes.hpp"
#include "report/text.hpp"

namespace killshot {
namespace {

using Align = TextTable::Align;
using Json = nlohmann::ordered_json;

/// The places at which both lists have the same network. A network's place selects its random numbers.
std::vector<std::size_t> common_places(const ResultHeader& here, const ResultHeader& there) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < std::min(here.projects.size(), there.projects.size()); ++i)
        if (here.projects[i].key == there.projects[i].key) places.push_back(i);
    return places;
}

/// Names of the networks at the other places.
std::vector<std::string> other_networks(const ResultHeader& header, const std::vector<std::size_t>& places) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < header.projects.size(); ++i)
        if (!std::ranges::binary_search(places, i)) names.push_back(header.projects[i].name);
    return names;
}

Difference compare(const ResultHeader& header, const std::vector<std::size_t>& places, const KillBits& here,
                   const KillBits& there) {
    Difference difference;
    difference.n_paths = std::min(here.n_paths, there.n_paths);
    difference.confidence = header.confidence;
    const auto n = static_cast<double>(difference.n_paths);
    for (const std::size_t i : places) {
        const PairedCounts counts = pair(here.bits[i], there.bits[i], difference.n_paths);
        const NetworkDifference network{header.projects[i],
                                        counts,
                                        static_cast<double>(counts.n11 + counts.n10) / n,
                                        static_cast<double>(counts.n11 + counts.n01) / n,
                                        counts.difference(),
                                        paired_difference_interval(counts, header.confidence)};
        difference.mean_here += network.p_here / static_cast<double>(places.size());
        difference.mean_there += network.p_there / static_cast<double>(places.size());
        difference.networks.push_back(network);
    }
    return difference;
}

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
    if (common_places(here, there).empty())
        refuse("the list of networks", printable(network_list(here)), printable(network_list(there)),
               "a network's place in it selects its random numbers, and none has the same place in both");
}

/// A difference of percentages, in percentage points.
std::string points(double difference, int decimals) { return fmt::format("{:+.{}f}", 100 * difference, decimals); }

}  // namespace

Difference difference_from_first(const ResultFile& file, int here, const KillBits& first) {
    const ResultHeader& header = file.header();
    Difference difference =
        compare(header, common_places(header, header), here == 0 ? first : file.kill_bits(here), first);
    difference.changed = changes_between(changed_inputs(header, 0), changed_inputs(header, here));
    difference.here = file.header().scenarios.at(static_cast<std::size_t>(here));
    difference.there = file.header().scenarios.front();
    return difference;
}

Difference difference(const ResultFile& here, int scenario_here, const ResultFile& there, int scenario_there) {
    require_same_futures(there.header(), here.header());
    const std::vector<std::size_t> places = common_places(here.header(), there.header());
    Difference difference =
        compare(here.header(), places, here.kill_bits(scenario_here), there.kill_bits(scenario_there));
    difference.changed = changes_between(there, scenario_there, here, scenario_here);
    difference.only_here = other_networks(here.header(), places);
    difference.only_there = other_networks(there.header(), places);
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
    std::string not_compared;
    for (const auto& [names, where] : {std::pair(&d.only_here, "here"), std::pair(&d.only_there, "there")})
        if (!names->empty())
            not_compared += wrapped(fmt::format("Not compared (only {}, or at another place of the list): {}", where,
                                                fmt::join(*names, ", ")));
    return fmt::format("Here: {}\nThere: {}\n", printable(d.here), printable(d.there)) +
           changed_inputs_to_text(d.changed, true) + not_compared +
           fmt::format("P(kill) by the horizon, compared path by path on the same {}\n\n{}\n", path_count(d.n_paths),
                       table.text()) +
           wrapped(
               fmt::format("Mean over the networks: {} there, {} here ({} points); {} up, {} down, {} with no clear "
                           "difference.",
                           percent(d.mean_there, 2), percent(d.mean_here, 2), points(d.mean_here - d.mean_there, 2), up,
                           down, static_cast<int>(d.networks.size()) - up - down));
}

Json difference_to_json(const Difference& d) {
    Json json = {{"here", d.here},
                 {"there", d.there},
                 {"changed_inputs", changed_inputs_to_json(d.changed)},
                 {"only_here", d.only_here},
                 {"only_there", d.only_there},
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
