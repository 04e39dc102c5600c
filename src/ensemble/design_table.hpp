/// [design]: how many draws of the beliefs, and of which kind.
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

/// Nothing where the file has none. Problems are told to the reading.
std::optional<DesignTable> read_design(Reading& reading);

}  // namespace killshot
