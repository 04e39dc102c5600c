/// A resolved scenario: the model's inputs, where each number came from, and what the run was asked for.
#pragma once

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

/// How we know a number: seen in a source, arithmetic on quoted numbers, fitted by `calibrate`, or a judgement.
enum class Status : std::uint8_t { quoted, derived, fitted, assumed };

/// How a belief about a number spreads around its median: in the number itself, in its log or in its logit, each side
/// with a slope of its own; or not at all (weights, correlations, prices at t0, truths).
enum class Scale : std::uint8_t { none, plain, log, logit };

/// A day of the proleptic Gregorian calendar.
struct Date {
    int year{}, month{}, day{};
};

/// One scalar of a scenario with its provenance. An element of an array is a parameter of its own (list_price0.AWS).
struct Parameter {
    std::string path;                 // "sector.cut_rate", "networks.akash.margin0", "networks.io_net.unlocks.0.tokens"
    int network = -1;                 // index into Inputs::networks, -1 for sector, kill_shot and correlation
    std::string name;                 // the path without section or network: "cut_rate", "unlocks.0.tokens"
    double value{};                   // booleans as 0 and 1
    std::optional<double> low, high;  // a 90% interval of belief; absent where the number is known
    std::string unit;
    Status status{};
    std::string source;
    std::string as_of;  // ISO date, empty where the file gives none
    Place place;        // where it was written last, for errors
    const ParameterSpec* spec = nullptr;
    std::size_t element = 0;  // of an array; the tranche or cut
    Scale scale{};            // of the belief
};

/// A file that was read, verbatim: kept for the result's /provenance.
struct SourceFile {
    std::string path;
    std::string text;
};

/// What a design did to a scenario.
struct DrawFacts {
    int redraws = 0;  // draws before this one whose start contradicted itself
    int clipped = 0;  // numbers that were drawn outside their physical range
};

struct Scenario {
    std::string name;  // the file's stem
    Date start;        // t0
    std::int64_t paths{};
    std::uint64_t seed{};
    double confidence{};  // of every interval
    Inputs inputs;
    std::vector<Parameter> parameters;  // in the order of the parameter table, sector first, then network by network
    DrawFacts drawn;
    std::vector<SourceFile> files;
    std::vector<std::string> overrides;  // the --set arguments, in order
};

/// Null where the scenario has no such parameter: "networks.akash.margin0".
const Parameter* find_parameter(const Scenario& scenario, std::string_view path);

/// Reads a scenario file and everything that it inherits from. overrides: the arguments of --set, in order, for
/// example "networks.akash.margin0=0.1". Later layers win: common.toml, a network's file, scenario files from the
/// innermost base outwards, overrides; within a layer "*" comes before a network. An entry replaces the inherited one
/// whole; a bare value keeps the unit and has no low and high. Throws Error with every problem, one per line.
Scenario read_scenario(const std::filesystem::path& file, const std::vector<std::string>& overrides = {});

}  // namespace killshot
