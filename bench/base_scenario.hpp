/// What the benchmarks simulate: the base scenario.
#pragma once

#include "killshot/scenario.hpp"

namespace killshot::bench {

inline const Scenario& base_scenario() {
    static const Scenario scenario = read_scenario(KILLSHOT_SOURCE_DIR "/scenarios/base.toml", {});
    return scenario;
}

}  // namespace killshot::bench
