/// A scenario's tally as shards hold it: of the finished scenario, or of some of its slices.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "killshot/backend.hpp"
#include "killshot/scenario.hpp"
#include "killshot/tally/tally.hpp"
#include "results/run_facts.hpp"

namespace killshot {

struct Record {
    std::int64_t scenario{};
    std::string key;                // key_of the scenario
    bool is_finished{};             // else some slices are missing
    StopReason reason{};            // of a finished scenario
    std::vector<PathSlice> slices;  // that the tally counts: ascending, with gaps between them
    std::string tally;              // encoded

    [[nodiscard]] std::int64_t paths() const;
};

/// Adds a slice that overlaps none of the others, and joins it with its neighbours.
void add_slice(std::vector<PathSlice>& slices, PathSlice slice);

/// Adds the record's tally to an empty one. Throws Error where it is damaged.
void add_record(const Record& record, Tally& tally);

}  // namespace killshot
