/// A belief as a design draws it: one that several networks share is drawn once.
#pragma once

#include <optional>
#include <string>

#include "killshot/scenario.hpp"

namespace killshot {

struct DrawnBelief {
    std::string key;   // "sector.cut_rate", "networks.akash.margin0"; "networks.*.margin0" where networks share it
    std::string name;  // without section and network: "cut_rate", "margin0"
    int network = -1;  // whose own it is; -1: the sector's, or shared by networks
    Status status{};
    std::optional<int> n_observations;  // behind the number; absent where it is not recorded
    std::string source;
};

}  // namespace killshot
