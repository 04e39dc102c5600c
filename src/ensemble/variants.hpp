/// [[scenario]]: the named variants of a scenario file, and the layers that each lays over it.
#pragma once

#include <string>
#include <vector>

#include "scenario/layer.hpp"
#include "scenario/reading.hpp"

namespace killshot {

struct Variant {
    std::string name;
    std::vector<ScenarioLayer> layers;  // innermost first: those of its base, then its own
};

/// Nothing where the file has none. Problems are told to the reading.
std::vector<Variant> read_variants(Reading& reading);

}  // namespace killshot
