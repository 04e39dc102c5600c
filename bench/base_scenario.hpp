/// The base scenario, which the benchmarks simulate.
#pragma once

#include "killshot/scenario.hpp"

namespace killshot::bench {

inline const Scenario& base_scenario() {
    static const Scenario scenario = read_scenario(KILLSHOT_SOURCE_DIR "/scenarios/base.toml", {});
    return scenario;
}

}  // namespace killshot::bench
