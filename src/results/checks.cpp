#include "results/checks.hpp"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <string_view>

#include <fmt/format.h>

#include "analysis/quantiles.hpp"
#include "inputs/changed_inputs.hpp"
#include "inputs/limits.hpp"
#include "inputs/names.hpp"
#include "killshot/emission/archetypes.hpp"
#include "killshot/model/outputs.hpp"
#include "killshot/tally/histogram.hpp"
#include "results/h5/hdf5.hpp"

namespace killshot {

namespace {

using hdf5::Failure;
using Counts = std::span<const std::int64_t>;

void require(bool holds, std::string_view variable, std::string_view problem) {
    if (!holds) throw Failure(fmt::format("variable {} {}", variable, problem));
}

/// Counts of paths: none is negative, and none exceeds `most`.
void check_counts(std::string_view variable, Counts counts, std::int64_t most) {
    for (const std::int64_t count : counts)
        if (count < 0 || count > most) throw Failure(fmt::format("variable {} counts {} of {}", variable, count, most));
}

/// Each path is counted once at most. Returns how many are.
std::int64_t check_disjoint(std::string_view variable, Counts counts, std::int64_t most) {
    check_counts(variable, counts, most);
    std::int64_t sum = 0;
    for (const std::int64_t count : counts) {
        sum += count;
        if (sum > most) throw Failure(fmt::format("variable {} counts more than {} paths in all", variable, most));
    }
    return sum;
}

/// Quantiles ascend; those of an output that is tallied in its own units lie in its range. All are missing, or none.
void check_quantiles(const OutputInfo& info, const OutputCurve& curve) {
    const double least = info.unit == OutputUnit::margin ? -1 : info.low;
    const double most = info.unit != OutputUnit::as_is ? std::numeric_limits<double>::max()
                        : info.high > 0                ? info.high
                                                       : bin_values(histogram::above_bin, info).middle;
    for (const auto& date : curve.quantiles) {
        if (info.needs_token && std::ranges::all_of(date, [](double value) { return std::isnan(value); })) continue;
        const bool possible =
            std::ranges::all_of(date, [=](double value) { return value >= least && value <= most; }) &&
            std::ranges::is_sorted(date);
        require(possible, fmt::format("{}_q", info.name), "has a quantile outside its range, or out of order");
    }
}

bool is_share_or_missing(double value) {
    constexpr double rounding = 1e-12;
    return std::isnan(value) || (value >= -rounding && value <= 1 + rounding);
}

bool is_digest(std::string_view text) {
    return text.size() == 16 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Every row: no count is negative, and none exceeds the number of paths, or of their months.
void check_rows(const ScenarioResult& scenario) {
    for (std::size_t r = 0; r < n_rows; ++r) {
        const auto row = static_cast<Row>(r);
        const std::int64_t months = info(row).kind == RowKind::months ? scenario.layout.n_months() : 1;
        if (is_variable(row)) check_counts(info(row).name, scenario.row(row), months * scenario.paths);
    }
}

/// By the end of each month, every path of `part` has been counted in `whole` too.
void check_part(std::string_view variable, Counts part, std::string_view whole_variable, Counts whole,
                std::int64_t paths) {
    std::int64_t n_part = 0, n_whole = 0;
    check_disjoint(whole_variable, whole, paths);
    check_disjoint(variable, part, paths);
    for (std::size_t month = 0; month < part.size(); ++month) {
        n_part += part[month];
        n_whole += whole[month];
        require(n_part <= n_whole, variable, fmt::format("counts paths that {} does not", whole_variable));
    }
}

/// The kill shot by reading: of each path once at most, and `effective` is the kill shot itself.
void check_readings(const ScenarioResult& scenario, std::size_t network) {
    for (int reading = 0; reading < n_readings; ++reading)
        check_disjoint("n_kill_by_reading", scenario.row(Row::n_kill_by_reading, network, reading), scenario.paths);
    require(std::ranges::equal(scenario.row(Row::n_kill_by_reading, network, Reading::effective),
                               scenario.row(Row::n_fired, network, Cause::kill_shot)),
            "n_kill_by_reading", "does not have the kills of n_fired");
}

/// Every signal divides the same paths, and no path is in a bin that the signal does not have.
void check_signals(const ScenarioResult& scenario, std::size_t network) {
    std::int64_t paths = 0, kills = 0;
    for (int signal = 0; signal < n_signals; ++signal) {
        const Counts in_bin = scenario.row(Row::n_signal, network, signal),
                     killed = scenario.row(Row::n_signal_kill, network, signal);
        const std::int64_t n_paths = check_disjoint("signals/n", in_bin, scenario.paths),
                           n_kills = check_disjoint("signals/n_kill", killed, scenario.paths);
        require(std::ranges::all_of(in_bin.subspan(static_cast<std::size_t>(signal_bins[signal])),
                                    [](std::int64_t count) { return count == 0; }),
                "signals/n", "counts paths in a bin beyond the last");
        for (std::size_t bin = 0; bin < in_bin.size(); ++bin)
            require(killed[bin] <= in_bin[bin], "signals/n_kill", "counts more paths than signals/n");
        if (signal == 0) {
            paths = n_paths;
            kills = n_kills;
        }
        require(n_paths == paths, "signals/n", "does not count the same paths for every signal");
        require(n_kills == kills, "signals/n_kill", "does not count the same kills for every signal");
    }
}

void check_project(const ScenarioResult& scenario, std::size_t network) {
    std::vector<std::int64_t> exits;
    for (int cause = 0; cause < n_causes; ++cause) {
        const Counts by_month = scenario.row(Row::n_exit, network, cause);
        exits.insert(exits.end(), by_month.begin(), by_month.end());
    }
    check_disjoint("n_exit", exits, scenario.paths);
    const Counts kills = scenario.row(Row::n_fired, network, Cause::kill_shot);
    const Counts first_kills = scenario.row(Row::n_exit, network, Cause::kill_shot);
    const std::int64_t killed = check_disjoint("n_fired", kills, scenario.paths);
    for (std::size_t i = 0; i < kills.size(); ++i)
        require(first_kills[i] <= kills[i], "n_exit", "counts more kills than n_fired");
    require(killed <= scenario.row(Row::n_K1_held)[0], "n_K1_held", "counts fewer paths than were killed");
    check_counts("n_standing", scenario.row(Row::n_standing).subspan(network, 1), killed);
    check_counts("n_long_tail_only", scenario.row(Row::n_long_tail_only).subspan(network, 1), killed);
    check_readings(scenario, network);
    check_signals(scenario, network);
    check_disjoint("n_adoption", scenario.row(Row::n_adoption, network), scenario.paths);
    const Counts parity = scenario.row(Row::n_parity, network);
    check_part("n_parity_held", scenario.row(Row::n_parity_held, network), "n_parity", parity, scenario.paths);
    check_counts("n_parity_at_end", scenario.row(Row::n_parity_at_end).subspan(network, 1),
                 std::reduce(parity.begin(), parity.end()));
    check_counts("self_funded_months", scenario.row(Row::self_funded_months).subspan(network, 1),
                 scenario.row(Row::low_months)[network]);

    const ProjectResult& project = scenario.projects[network];
    for (std::size_t output = 0; output < n_network_outputs; ++output)
        check_quantiles(NetworkOutputs::info[output], project.outputs[output]);
    require(project.assumed_share >= 0 && project.assumed_share <= 1, "assumed_share", "is not between 0 and 1");
}

}  // namespace

void check_header(const ResultHeader& header) {
    const int year = static_cast<int>(header.start.year());
    if (!header.start.ok() || year < min_start_year || year > max_start_year) {
        throw Failure(
            fmt::format("attribute start is not a date of the years {} to {}", min_start_year, max_start_year));
    }
    if (!(header.confidence > 0 && header.confidence < 1)) throw Failure("attribute confidence_level is not in (0, 1)");
    if (!is_digest(header.digest)) throw Failure("attribute digest is not 16 hexadecimal digits");
    for (std::size_t i = 0; i < header.scenarios.size(); ++i) {
        require(header.failed[i] ? header.digests[i].empty() : is_digest(header.digests[i]), "digest_of_scenario",
                "does not agree with scenario_status");
    }
    for (const std::string& changes : header.changes)
        require(parse_changes(changes).has_value(), "overrides", "is not a list of lines \"key = old -> new\"");
    for (const ResultProject& project : header.projects) {
        require(std::ranges::count(stance_names, project.stance) == 1, "project_stance", "has an unknown stance");
        require(archetype_from_name(project.archetype).has_value(), "project_archetype", "has an unknown archetype");
    }
}

void check_paths(std::int64_t paths) {
    if (paths < 1 || paths > max_paths)
        throw Failure(fmt::format("variable paths is {} instead of 1 to {}", paths, max_paths));
}

void check_scenario(const ResultHeader& header, const ScenarioResult& scenario) {
    const std::int64_t paths = scenario.paths;
    check_paths(paths);
    check_rows(scenario);
    const Counts n_killed = scenario.row(Row::n_killed);
    require(check_disjoint("n_killed", n_killed, paths) == paths, "n_killed", "does not count every path once");
    check_disjoint("n_release", scenario.row(Row::n_release), paths);
    check_disjoint("n_adoption_any", scenario.row(Row::n_adoption_any), paths);
    check_counts("n_K1 of the reading prices", scenario.row(Row::n_K1, Reading::prices), 0);

    for (std::size_t output = 0; output < n_sector_outputs; ++output)
        check_quantiles(SectorOutputs::info[output], scenario.sector_outputs[output]);

    std::int64_t kills = 0, fewest[n_stances];
    std::ranges::fill(fewest, paths);
    std::array<bool, n_stances> has_stance{};
    for (std::size_t i = 0; i < scenario.projects.size(); ++i) {
        check_project(scenario, i);
        const Counts by_month = scenario.row(Row::n_fired, i, Cause::kill_shot);
        const std::int64_t killed = std::reduce(by_month.begin(), by_month.end());
        kills += killed;
        const auto stance =
            static_cast<std::size_t>(std::ranges::find(stance_names, header.projects[i].stance) - stance_names.begin());
        has_stance[stance] = true;
        fewest[stance] = std::min(fewest[stance], killed);
    }
    std::int64_t kills_together = 0;
    for (std::size_t killed = 0; killed < n_killed.size(); ++killed)
        kills_together += static_cast<std::int64_t>(killed) * n_killed[killed];
    require(kills_together == kills, "n_killed", "does not count the kills of n_fired");
    for (std::size_t stance = 0; stance < n_stances; ++stance) {
        check_counts("n_all_of_stance", scenario.row(Row::n_all_of_stance).subspan(stance, 1),
                     has_stance[stance] ? fewest[stance] : 0);
    }
}

void check_kill_bits(const KillBits& kills, std::int64_t paths, const std::vector<std::int64_t>& n_kill) {
    check_paths(paths);
    const auto n_paths = static_cast<std::size_t>(kills.n_paths);
    for (std::size_t i = 0; i < kills.bits.size(); ++i) {
        const std::vector<std::uint8_t>& bytes = kills.bits[i];
        require(8 * bytes.size() >= n_paths, "kill_bits", "has fewer bits than paths");
        std::int64_t set = 0;
        for (const std::uint8_t byte : bytes) set += std::popcount(byte);
        const std::size_t whole = n_paths / 8;
        bool unused_are_zero = n_paths % 8 == 0 || (bytes[whole] & (0xFFU >> (n_paths % 8))) == 0;
        for (std::size_t byte = (n_paths + 7) / 8; byte < bytes.size(); ++byte) unused_are_zero &= bytes[byte] == 0;
        require(unused_are_zero, "kill_bits", "has bits of paths that were not run");
        require(kills.n_paths < paths ? set <= n_kill[i] : set == n_kill[i], "kill_bits",
                "does not have the kills of n_kill");
    }
}

void check_epistemic(const std::vector<EpistemicEstimate>& estimates) {
    for (const EpistemicEstimate& estimate : estimates) {
        require(is_share_or_missing(estimate.mean), "mean", "is not between 0 and 1");
        require(is_share_or_missing(estimate.sd_belief), "sd_belief", "is not between 0 and 1");
        require(is_share_or_missing(estimate.sd_noise), "sd_noise", "is not between 0 and 1");
        require(is_share_or_missing(estimate.variance_share_belief), "variance_share_belief", "is not between 0 and 1");
        require(std::ranges::all_of(estimate.quantiles, is_share_or_missing) &&
                    std::ranges::adjacent_find(estimate.quantiles, std::ranges::greater{}) == estimate.quantiles.end(),
                "p_kill_q", "does not hold ascending probabilities");
    }
}

}  // namespace killshot
