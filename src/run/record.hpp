/// What shards hold of a scenario: its row in the result where it is finished, the tally of its slices where it is not.
/// Of a finished scenario that another rank or another process has run it is the tally, since only the process that
/// writes the result makes rows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "killshot/backend.hpp"
#include "killshot/error.hpp"
#include "killshot/scenario.hpp"
#include "killshot/tally/tally.hpp"
#include "results/row_writer.hpp"
#include "results/run_facts.hpp"

namespace killshot {

struct Record {
    std::int64_t scenario{};
    std::string key;                // key_of the scenario
    bool is_finished{};             // else some slices are missing
    StopReason reason{};            // of a finished scenario
    std::vector<PathSlice> slices;  // that were run: ascending, with gaps between them
    std::string content;            // encoded, by row_code.hpp or tally_code.hpp
    bool is_row = false;

    [[nodiscard]] std::int64_t paths() const;
};

/// Adds a slice that overlaps none of the others, and joins it with its neighbours.
void add_slice(std::vector<PathSlice>& slices, PathSlice slice);

/// That the record's content cannot be used, and what to do.
[[nodiscard]] Error damaged(const Record& record, const char* why);

/// Adds the record's tally to an empty one. Throws Error where it is damaged.
void add_record(const Record& record, Tally& tally);
/// The record's row. Throws Error where it is damaged.
[[nodiscard]] ResultRow row_of(const Record& record);

}  // namespace killshot
