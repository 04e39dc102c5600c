/// [[scenario]]: the named variants of a scenario file, and the layers that each adds to it.
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

/// Empty if the file has none. Problems are added to the reading's.
std::vector<Variant> read_variants(Reading& reading);

}  // namespace killshot
