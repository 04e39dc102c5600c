/// A scenario's tally as it is kept and sent: finished, or some slices of it.
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
    bool is_finished{};             // else more slices are to come
    StopReason reason{};            // of a finished one
    std::vector<PathSlice> slices;  // what the tally counts: ascending, none touches the next
    std::string tally;              // encoded

    [[nodiscard]] std::int64_t paths() const;
};

/// Adds a slice to those that are ascending and do not touch. It overlaps none of them.
void add_slice(std::vector<PathSlice>& slices, PathSlice slice);

/// Adds the record's tally to an empty one. Throws Error where it is damaged.
void add_record(const Record& record, Tally& tally);

}  // namespace killshot
