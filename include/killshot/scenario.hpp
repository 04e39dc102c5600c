/// A resolved scenario: the model's inputs, the provenance of each number, and the parameters of the run.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "killshot/error.hpp"
#include "killshot/inputs.hpp"

namespace killshot {

struct ParameterSpec;

/// How a number is known: quoted from a source, derived from quoted numbers, fitted to data, or a judgement.
enum class Status : std::uint8_t { quoted, derived, fitted, assumed };

/// The scale on which a belief is normal on each side of its median: the number itself, its log or its logit. Weights,
/// correlations, prices at t0 and booleans have none and are not drawn.
enum class Scale : std::uint8_t { none, plain, log, logit };

/// Which number of a scenario: a row of the parameter table, for the sector or one network, and an element of it.
struct ParameterId {
    const ParameterSpec* spec = nullptr;
    int network = -1;         // index into Inputs::networks; -1: sector, kill_shot and correlation
    std::size_t element = 0;  // of an array or matrix, row by row; of a schedule, the tranche or cut

    bool operator==(const ParameterId&) const = default;
};

/// Who shares a number, recorded where it is read: networks that take a belief from the same file, or from a table of
/// all networks, share its draws.
struct Origin {
    enum class Scope : std::uint8_t { sector, shared_by_networks, one_network };
    /// What overrides what, weakest first.
    enum class Layer : std::uint8_t { inherited, scenario_file, command_line };

    Scope scope = Scope::sector;
    int file = 0;  // of shared_by_networks: which of the files that networks inherit from; 0 for [networks."*"] too
    Layer layer = Layer::inherited;
};

/// What is known about one number of a scenario. The number itself is in Inputs: value_of.
struct Parameter {
    ParameterId id;
    std::string path;                 // "sector.cut_rate", "networks.akash.margin0", "networks.io_net.unlocks.0.tokens"
    std::string name;                 // the path without section or network: "cut_rate", "unlocks.0.tokens"
    std::optional<double> low, high;  // a 90% interval of belief; absent where the number is known
    Scale scale{};                    // of that belief
    std::string_view unit;
    Status status{};
    std::string source;
    std::string as_of;     // ISO date, empty where the file gives none
    std::optional<int> n;  // observations behind the number; absent where the file gives none
    Origin origin;
    Place place;  // where it was written last, for errors
};

/// A file that was read, verbatim, for the result's /provenance.
struct SourceFile {
    std::string path;
    std::string text;
};

/// An input that differs from the base file's, in words: "sector.cut_rate", "0.11", "0.8".
struct ChangedInput {
    std::string key, old_value, new_value;
};

/// What a design did to a scenario.
struct DrawFacts {
    int redraws = 0;  // earlier attempts, which were rejected because their start is inconsistent (Eq. 19)
    int clipped = 0;  // numbers that were drawn outside their physical range and moved to its end
};

struct Scenario {
    std::string name;                   // the file's stem
    std::chrono::year_month_day start;  // t0
    int report_every_months{};          // outputs are tallied at this interval (and at the horizon and the end of 2027)
    std::int64_t paths{};
    std::uint64_t seed{};
    double confidence{};  // of every interval
    Inputs inputs;
    std::vector<Parameter> parameters;  // in the order of the parameter table, sector first, then network by network
    std::vector<ChangedInput> changed;  // against the innermost file that it inherits from; without drawn beliefs
    DrawFacts drawn;
    std::vector<SourceFile> files;
    std::vector<std::string> overrides;  // the --set arguments, in order
};

/// The parameter with this path ("networks.akash.margin0"); null if the scenario has none.
const Parameter* find_parameter(const Scenario& scenario, std::string_view path);

/// The parameter's number in scenario.inputs; a boolean as 0 or 1.
double value_of(const Scenario& scenario, const Parameter& parameter);

/// Reads a scenario file and everything that it inherits from. overrides are the arguments of --set in order, for
/// example "networks.akash.margin0=0.1". Later layers win: common.toml, a network's file, scenario files from the
/// innermost base outwards, overrides; within a layer, "*" comes before a network. An entry replaces the inherited one
/// whole; a bare value keeps the unit and has no low and high. Throws Error with all problems, one per line.
Scenario read_scenario(const std::filesystem::path& file, const std::vector<std::string>& overrides = {});

}  // namespace killshot
