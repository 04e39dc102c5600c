/// [[axis]]: numbers that an ensemble varies. Axes of one group are zipped, groups multiply.
///
/// The values of an axis are read once, and then set in each scenario without reading files again.
/// Verified by tests/ensemble/ensemble_test.cpp and by the axes of tests/scenario/bad_scenarios.txt.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenario/entry.hpp"
#include "scenario/reading.hpp"

namespace killshot {

struct Axis {
    /// Whose parameter it varies.
    struct Scope {
        bool is_of_all_networks = false;
        int network = -1;  // of one network; -1: all of them, the sector or the kill shot

        [[nodiscard]] bool contains(int of_network) const;
    };

    std::string key;    // as it was written: "networks.akash.margin0"
    std::string group;  // empty: its own
    Scope scope;
    Place place;
    std::vector<Entry> values;
};

/// Axes that are varied together, with equally many values.
struct AxisGroup {
    std::vector<Axis> axes;
    [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(axes.front().values.size()); }
};

/// One value of a number that an ensemble varies.
struct VariedValue {
    Axis::Scope scope;
    Entry entry;
};

/// Where the key and the value of a varied number stand, for errors, and in what ("axis").
struct VariedPlace {
    Place of_key, of_value;
    std::string what;
};

/// Reads a value of the parameter with this dotted path. Nothing where there is a problem, which is reported.
/// is_first: the key is checked against the networks and their archetypes too.
std::optional<VariedValue> read_varied(Reading& reading, const std::string& key, const toml::node& value,
                                       const VariedPlace& place, bool is_first);

/// Reports it if an axis of the groups, or a --set, sets a number of this axis too.
void refuse_doubles(const Axis& axis, const std::vector<AxisGroup>& groups, Reading& reading);

/// In the order of the file, the first group outermost; empty where the file has no axis. Problems are added to the
/// reading's.
std::vector<AxisGroup> read_axes(Reading& reading);

/// Indexes into Scenario::parameters of those that the axis sets.
std::vector<std::size_t> targets_of(const Axis& axis, const Scenario& scenario);

/// "sector.cut_rate=0.1"
std::string text_of(const Axis& axis, std::int64_t value);

}  // namespace killshot
