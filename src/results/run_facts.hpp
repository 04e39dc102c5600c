/// What a result file says besides its scenarios' counts: how it was made, and what is fixed for all of its
/// scenarios.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "killshot/scenario.hpp"

namespace killshot {

class Ensemble;

/// How a run was made. The build (version, git, compiler, flags) is known to the writer.
struct RunMetadata {
    std::string title;  // the scenario's name, or what the batch is about
    std::string input;  // the scenario file with its overrides, as another command takes them
    std::string command_line;
    std::string backend, isa, device;
    std::string cuda = "none";  // the toolkit's and driver's versions where a GPU did the work
    std::string created_utc;    // "2026-11-22T08:15:00Z"; empty: now
    std::string host;           // empty: this machine's name
};

/// Names of the parameters that a file has room for: of the sector, the kill shot and the correlation, and of
/// networks.
struct ParameterNames {
    std::vector<std::string> shared, network;

    /// Takes in the scenario's parameters; those that are there already keep their place.
    void add(const Scenario& scenario);
    /// Place of a parameter in its list. Throws Error where it was not taken in.
    [[nodiscard]] std::size_t place(const Parameter& parameter) const;

  private:
    std::unordered_map<std::string, std::size_t> shared_places_, network_places_;
};

/// What is fixed when a file is made. Networks, start, horizon, seed and confidence are those of `base`, for all
/// scenarios.
struct ResultFrame {
    Scenario base;
    std::vector<std::string> scenarios;  // names, one row of every variable each
    std::int64_t most_paths{};           // of any scenario: room for kill_bits
    ParameterNames parameters;
    bool draws_beliefs = false;  // the scenarios are the draws of a design, and nothing else

    /// A file of a single scenario with `paths` paths.
    static ResultFrame of(const Scenario& scenario, std::int64_t paths);
    /// A file of all scenarios of a batch. Its base has the parameters of every variant, so that each is described.
    static ResultFrame of(const Ensemble& batch, std::int64_t most_paths);
};

/// Why a scenario has the paths that it has: all that were asked for, or the standard error that was asked for.
enum class StopReason : std::int8_t { all_paths, target_se };

/// What /timing holds: seconds of each stage, wall clock, and what the simulation did in them.
struct RunTiming {
    std::vector<std::pair<std::string, double>> stages;  // name, seconds
    double network_path_steps_per_second{};
};

/// A digest as the file and the command line show it: 16 hexadecimal digits.
[[nodiscard]] std::string digest_text(std::uint64_t digest);

}  // namespace killshot
