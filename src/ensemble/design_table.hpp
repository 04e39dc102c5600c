/// [design]: how beliefs are drawn, and how often.
#pragma once

#include <cstdint>
#include <optional>

#include "ensemble/design.hpp"
#include "scenario/reading.hpp"

namespace killshot {

struct DesignTable {
    DesignKind kind{};
    std::int64_t draws{};
    Place place;
};

/// Nothing if the file has none. Problems are added to the reading's.
std::optional<DesignTable> read_design(Reading& reading);

}  // namespace killshot
