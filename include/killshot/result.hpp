/// One scenario, simulated: what its paths counted, and each network's probability of the kill shot.
///
/// Verified by tests/install, which builds a program against the installed library and compares its probabilities with
/// those of `killshot run`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "killshot/backend.hpp"
#include "killshot/scenario.hpp"
#include "killshot/tally/tally.hpp"

namespace killshot {

/// The kill shot of one network by the horizon (docs/model.md, Events), whatever else has happened to it before.
struct KillShot {
    std::string network;      // key: "io_net"
    std::string name;         // the project's name: "io.net"
    std::int64_t n_killed{};  // paths on which it fires
    double p_kill{};          // n_killed over the paths of the run
    double low{}, high{};     // exact (Clopper-Pearson) interval of p_kill at the scenario's confidence
};

struct Result {
    Tally tally;                     // every count of the run; two runs' tallies can be merged
    std::uint64_t digest{};          // of the tally: the same on every backend
    std::vector<KillShot> networks;  // in the order of the scenario's networks
};

/// Simulates scenario.paths paths of the scenario, paths 0 onwards, with scenario.seed. Change both in the scenario
/// before the call for other paths or another seed. progress may be empty. Throws Error where the scenario's start
/// contradicts itself (Eq. 19) or the backend fails.
[[nodiscard]] Result run(const Scenario& scenario, Backend& backend, const Progress& progress = {});

}  // namespace killshot
