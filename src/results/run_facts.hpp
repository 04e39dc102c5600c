/// What a result file holds besides the counts of its scenarios: how it was made and what all scenarios share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "killshot/scenario.hpp"

namespace killshot {

class Ensemble;

/// How a run was made. The writer adds the build (version, git, compiler, flags).
struct RunMetadata {
    std::string title;  // the name of the scenario or the batch
    std::string input;  // the scenario file with its overrides, as arguments of another command
    std::string command_line;
    std::string backend, isa, device;
    std::string cuda = "none";  // versions of the toolkit and the driver if a GPU was used
    std::string created_utc;    // "2026-11-22T08:15:00Z"; empty: now
    std::string host;           // empty: this machine's name
};

/// Names of the parameters in a file: shared ones (sector, kill shot, correlation) and those of networks.
struct ParameterNames {
    std::vector<std::string> shared, network;

    /// Adds the parameters of a scenario that are new.
    void add(const Scenario& scenario);
    /// Index of a parameter in its list. Throws Error if it was not added.
    [[nodiscard]] std::size_t place(const Parameter& parameter) const;

  private:
    std::unordered_map<std::string, std::size_t> shared_places_, network_places_;
};

/// What a file has of each scenario: everything, or what a large batch needs in a fiftieth of the space (kills by the
/// horizon, by path and by reading, and the inputs).
enum class Outputs : std::uint8_t { all, kills };
/// As --outputs takes it.
[[nodiscard]] constexpr std::string_view name_of(Outputs outputs) { return outputs == Outputs::all ? "all" : "kills"; }

/// What is fixed when a file is created. Networks, start, horizon, seed and confidence of all scenarios are those of
/// `base`.
struct ResultFrame {
    Scenario base;
    std::vector<std::string> scenarios;  // names; each scenario has one row of every variable
    std::int64_t most_paths{};           // of any scenario: the size of kill_bits
    ParameterNames parameters;
    bool draws_beliefs = false;  // the scenarios are exactly the draws of a design
    Outputs outputs = Outputs::all;

    /// A file of a single scenario with `paths` paths.
    static ResultFrame of(const Scenario& scenario, std::int64_t paths);
    /// A file of all scenarios of a batch. Its base has the parameters of every variant, so that all are described.
    static ResultFrame of(const Ensemble& batch, std::int64_t most_paths);
};

/// Why a scenario stopped: it ran all paths asked for, or reached the standard error asked for.
enum class StopReason : std::int8_t { all_paths, target_se };

/// The content of /timing: wall-clock seconds of each stage, and the rate of the simulation.
struct RunTiming {
    std::vector<std::pair<std::string, double>> stages;  // name, seconds
    double network_path_steps_per_second{};
    double writing_seconds{};  // CPU time of the one thread at a time that writes rows
};

/// A digest as files and commands print it: 16 hexadecimal digits.
[[nodiscard]] std::string digest_text(std::uint64_t digest);

}  // namespace killshot
