/// [design]: how beliefs are drawn, and how often; or a table whose rows are scenarios.
#pragma once

#include <cstdint>
#include <optional>

#include "ensemble/design.hpp"
#include "ensemble/scenario_table.hpp"
#include "scenario/reading.hpp"

namespace killshot {

struct DesignTable {
    DesignKind kind{};
    std::int64_t draws{};                // or rows
    std::optional<ScenarioTable> table;  // of kind = "table", which draws nothing
    Place place;
};

/// Nothing if the file has none. groups: its axes. Problems are added to the reading's.
std::optional<DesignTable> read_design(Reading& reading, const std::vector<AxisGroup>& groups);

}  // namespace killshot
