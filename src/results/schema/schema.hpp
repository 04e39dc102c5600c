/// What a result file holds: one table of variables, which the writer writes, the reader checks files against, and
/// docs/schema.md is printed from.
///
/// A new variable is one row in a table of src/results/schema; an output of the model needs none.
/// Verified by tests/results/schema_test.cpp (the rules of the table, the page) and tests/python (a real file).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "analysis/beliefs.hpp"
#include "analysis/epistemic.hpp"
#include "analysis/estimates.hpp"
#include "killshot/scenario.hpp"
#include "killshot/tally/tally.hpp"
#include "results/run_facts.hpp"

namespace killshot::schema {

/// Increased when a file of an older program could be misread.
inline constexpr std::string_view version = "2.0";

/// Files of more scenarios than this do not have the intervals of quantiles.
inline constexpr std::size_t most_scenarios_with_quantile_intervals = 64;

/// diff is in files of several scenarios, epistemic in files whose scenarios are the draws of a design, and beliefs in
/// files of a single scenario whose beliefs were drawn.
enum class Group : std::uint8_t { root, signals, beliefs, parameters, diff, epistemic, timing, provenance };
inline constexpr int n_groups = 8;
[[nodiscard]] std::string_view name_of(Group group);  // "signals"; "" for the root

enum class Dimension : std::uint8_t {
    scenario,
    project,
    time,
    month,
    quantile,
    cause,
    bound,
    stance,
    killed,
    exit_mask,
    reading,
    byte,
    signal,
    bin,
    edge,
    draw,
    drawn,
    parameter,
    network_parameter,
    stage,
    file,
    count_
};
inline constexpr int n_dimensions = static_cast<int>(Dimension::count_);

/// In the order of Values' alternatives.
enum class Type : std::uint8_t { int8, uint8, int32, int64, float32, float64, text };
[[nodiscard]] std::string_view name_of(Type type);

using Values =
    std::variant<std::vector<std::int8_t>, std::vector<std::uint8_t>, std::vector<std::int32_t>,
                 std::vector<std::int64_t>, std::vector<float>, std::vector<double>, std::vector<std::string>>;

/// For unknown values: the row of a failed scenario, a token output of a network without a token. Counts (int64) are
/// 0 there.
inline constexpr std::int8_t missing_int8 = -1;
inline constexpr std::int32_t missing_int32 = -1;  // real numbers use NaN

/// What is known when the file is created, when a scenario has finished, when the scenarios before it have been written
/// too, and when the run is over.
struct FileFacts {
    const ResultFrame& frame;
    const RunMetadata& metadata;
};
struct ScenarioFacts {
    const ResultFrame& frame;
    const Scenario& scenario;
    const Tally& tally;
    const Estimates& estimates;
    std::uint64_t digest;
    StopReason stop_reason;
};
/// Which paths of a scenario the kill shot takes.
struct KilledPaths {
    std::int64_t n_bits{};                             // paths that have bits
    std::vector<std::vector<std::uint8_t>> kill_bits;  // of each network
};
struct PairFacts {
    const ResultFrame& frame;
    const KilledPaths& here;
    const KilledPaths* first;  // the first scenario's, null where that failed
    bool is_first;             // the scenario is the first one itself
};
struct RunFacts {
    const ResultFrame& frame;
    const RunMetadata& metadata;
    const RunTiming& timing;
    std::uint64_t digest;
    const std::vector<std::int8_t>& scenario_status;  // of each scenario: 0, or 1 if it failed
    const std::vector<EpistemicEstimate>& epistemic;  // of each network
    const BeliefDraws* beliefs;                       // null where none were drawn
};

/// How a variable gets its values: whole when the file is created, a row a scenario (from the scenario alone, or from
/// its comparison with the first one), or whole when the run is over.
using FromFile = std::function<Values(const FileFacts&)>;
using FromScenario = std::function<Values(const ScenarioFacts&)>;
using FromPair = std::function<Values(const PairFacts&)>;
using FromRun = std::function<Values(const RunFacts&)>;
using Fill = std::variant<FromFile, FromScenario, FromPair, FromRun>;

/// A further attribute of a variable: a text, a number or flag values.
struct Attribute {
    std::string name;
    std::variant<std::string, double, std::vector<std::int8_t>> value;
};

struct Variable {
    Group group;
    std::string name;
    std::vector<Dimension> dimensions;  // of a variable with a row a scenario, the first is scenario
    Type type;
    std::string units, long_name;
    Fill fill;
    std::vector<Attribute> attributes = {};
    bool has_missing = true;     // has a _FillValue; counts have none, so that they stay integers in xarray
    bool compressible = true;    // integers of 64 KiB and more are compressed
    bool few_scenarios = false;  // only in files of at most most_scenarios_with_quantile_intervals
    bool with_kills = false;     // of a variable with a row a scenario: also in files of Outputs::kills
};

/// All variables except coordinates, group by group.
[[nodiscard]] const std::vector<Variable>& variables();

/// Whether files of these outputs have the variable: those of Outputs::kills leave out rows of numbers that are not
/// with_kills, and /signals.
[[nodiscard]] bool is_in(const Variable& variable, Outputs outputs);

/// The coordinate variable of a dimension, in the root; every group repeats those that it uses.
[[nodiscard]] const Variable& coordinate(Dimension dimension);
[[nodiscard]] std::string_view name_of(Dimension dimension);

/// Names of the variables in the same group that describe the axes of a variable: "project_key project_stance".
[[nodiscard]] std::string auxiliary_coordinates(const Variable& variable);

/// An attribute of a whole group, written when the run is over.
struct GroupAttribute {
    using Value = std::variant<std::string, double, std::uint64_t>;
    Group group;
    std::string name, meaning;
    std::function<Value(const RunFacts&)> value;
};
[[nodiscard]] const std::vector<GroupAttribute>& group_attributes();

/// Units as the file has them: "days since START" names the day.
[[nodiscard]] std::string units_of(const Variable& variable, std::chrono::year_month_day start);

/// Null if the group has no such variable.
[[nodiscard]] const Variable* find(Group group, std::string_view name);

/// The text of docs/schema.md.
[[nodiscard]] std::string page();

}  // namespace killshot::schema
