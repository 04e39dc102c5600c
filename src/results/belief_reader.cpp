#include "results/belief_reader.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>

#include <fmt/format.h>

#include "inputs/limits.hpp"
#include "results/run_facts.hpp"
#include "results/schema/file.hpp"

namespace killshot {

namespace {

using hdf5::Failure;
using schema::Dimension;
using schema::Group;

void require(bool holds, std::string_view variable, std::string_view problem) {
    if (!holds) throw Failure(fmt::format("variable beliefs/{} {}", variable, problem));
}

/// Kills of one draw by some month, at most `most` of a network.
void check_kills(const Kills& kills, std::int64_t most, std::string_view suffix) {
    std::int64_t sum = 0;
    for (const std::int64_t n : kills.n_kill) {
        require(n >= 0 && n <= most, fmt::format("n_kill{}", suffix), "counts more or fewer paths than there can be");
        sum += n;
    }
    // k networks killed on a path add k to the sum and k^2 to the squares.
    const auto n_networks = static_cast<std::int64_t>(kills.n_kill.size());
    require(kills.n_killed_squared >= sum && kills.n_killed_squared / n_networks <= sum,
            fmt::format("n_killed_squared{}", suffix), "does not agree with n_kill");
}

void check_draw(const BeliefDraws& draws, const KillCounts& counts) {
    require(counts.n_K1_held >= 0 && counts.n_K1_held <= draws.paths, "n_K1_held", "counts more paths than there are");
    check_kills(counts.by_horizon, counts.n_K1_held, "");
    check_kills(counts.by_2027, draws.has_2027 ? counts.n_K1_held : 0, "_2027");
    for (std::size_t i = 0; i < counts.by_2027.n_kill.size(); ++i)
        require(counts.by_2027.n_kill[i] <= counts.by_horizon.n_kill[i], "n_kill_2027", "exceeds n_kill");
}

std::vector<DrawnBelief> read_drawn(const SchemaFile& file) {
    const auto texts = [&](std::string_view name) { return file.whole<std::string>(Group::beliefs, name); };
    const auto keys = file.whole<std::string>(Group::beliefs, Dimension::drawn);
    const auto names = texts("drawn_name"), sources = texts("drawn_source");
    const auto networks = file.whole<std::int32_t>(Group::beliefs, "drawn_network");
    const auto observations = file.whole<std::int32_t>(Group::beliefs, "drawn_n");
    const auto status = file.whole<std::int8_t>(Group::beliefs, "drawn_status");
    const auto n_networks = static_cast<std::int32_t>(file.length(Dimension::project));
    std::vector<DrawnBelief> drawn;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        require(!keys[i].empty() && !names[i].empty(), "drawn", "has an empty name");
        require(networks[i] >= -1 && networks[i] < n_networks, "drawn_network", "names a network that is not there");
        require(status[i] >= 0 && status[i] <= static_cast<std::int8_t>(Status::assumed), "drawn_status",
                "has an unknown flag");
        require(observations[i] >= -1, "drawn_n", "is negative");
        drawn.push_back({keys[i], names[i], networks[i], static_cast<Status>(status[i]),
                         observations[i] < 0 ? std::nullopt : std::optional<int>(observations[i]), sources[i]});
    }
    return drawn;
}

}  // namespace

std::optional<BeliefDraws> read_beliefs(const SchemaFile& file, bool has_2027) {
    if (!file.has(Group::beliefs)) return std::nullopt;
    const auto counts = [&](std::string_view name) { return file.whole<std::int64_t>(Group::beliefs, name); };
    const std::size_t n_networks = file.length(Dimension::project);
    BeliefDraws draws;
    draws.drawn = read_drawn(file);
    draws.values = file.whole<double>(Group::beliefs, "value");
    require(std::ranges::all_of(draws.values, [](double value) { return std::isfinite(value); }), "value",
            "is not finite");

    const auto paths = counts("paths"), held = counts("n_K1_held"), kills = counts("n_kill"),
               kills_2027 = counts("n_kill_2027"), squared = counts("n_killed_squared"),
               squared_2027 = counts("n_killed_squared_2027");
    draws.paths = paths.front();
    require(draws.paths >= 2 && draws.paths <= max_paths && std::ranges::count(paths, draws.paths) == std::ssize(paths),
            "paths", "is not the same number in every draw, of at least two");
    draws.has_2027 = has_2027;
    for (std::size_t draw = 0; draw < paths.size(); ++draw) {
        const auto of_draw = [&](const std::vector<std::int64_t>& all) {
            const auto first = all.begin() + static_cast<std::ptrdiff_t>(draw * n_networks);
            return std::vector<std::int64_t>(first, first + static_cast<std::ptrdiff_t>(n_networks));
        };
        KillCounts& drawn = draws.counts.emplace_back();
        drawn.n_K1_held = held[draw];
        drawn.by_horizon = {of_draw(kills), squared[draw]};
        drawn.by_2027 = {of_draw(kills_2027), squared_2027[draw]};
        check_draw(draws, drawn);
    }
    if (file.text(Group::root, "digest_beliefs") != digest_text(digest(draws)))
        throw Failure("attribute digest_beliefs does not agree with the counts of the draws");
    return draws;
}

}  // namespace killshot
