/// [[axis]]: numbers that a batch varies. Axes of one group are zipped, groups multiply.
///
/// An axis' values are read once, and written over a scenario's parameters without a look at the files.
/// Verified by tests/scenario/batch_test.cpp and by the axes of tests/scenario/bad.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenario/entry.hpp"
#include "scenario/reading.hpp"

namespace killshot {

struct Axis {
    std::string key;       // as it was written: "networks.akash.margin0"
    std::string group;     // empty: its own
    std::string selector;  // of networks, "*" for all; empty: the sector or the kill shot
    Place place;
    std::vector<Entry> values;
};

/// Axes that are varied together, with as many values each.
struct AxisGroup {
    std::vector<Axis> axes;
    [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(axes.front().values.size()); }
};

/// In the order of the file, the first group outermost. Nothing where the file has no axis. Problems are told to the
/// reading.
std::vector<AxisGroup> read_axes(Reading& reading);

/// The parameters of the scenario that the axis sets, as positions in Scenario::parameters.
std::vector<std::size_t> targets_of(const Axis& axis, const Scenario& scenario);

/// "sector.cut_rate=0.1"
std::string text_of(const Axis& axis, std::int64_t value);

}  // namespace killshot
