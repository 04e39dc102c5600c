#include "run/record.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "run/bytes.hpp"
#include "run/row_code.hpp"
#include "run/tally_code.hpp"
#include "tables/tables.hpp"

namespace killshot {

std::int64_t Record::paths() const {
    std::int64_t sum = 0;
    for (const PathSlice& slice : slices) sum += slice.n_paths;
    return sum;
}

void add_slice(std::vector<PathSlice>& slices, PathSlice slice) {
    const auto after = std::ranges::upper_bound(slices, slice.first_path, {}, &PathSlice::first_path);
    auto here = slices.insert(after, slice);
    const auto end = [](const PathSlice& s) { return s.first_path + s.n_paths; };
    if (here != slices.begin() && end(*std::prev(here)) == here->first_path) {
        std::prev(here)->n_paths += here->n_paths;
        here = std::prev(slices.erase(here));
    }
    if (const auto next = std::next(here); next != slices.end() && end(*here) == next->first_path) {
        here->n_paths += next->n_paths;
        slices.erase(next);
    }
}

Error damaged(const Record& record, const char* why) {
    return Error(fmt::format("the shards hold damaged counts of scenario {} ({}); delete them to start anew",
                             record.scenario, why));
}

void add_record(const Record& record, Tally& tally) {
    if (record.is_row) throw damaged(record, "it is finished");
    try {
        add_encoded(record.content, tally);
    } catch (const DamagedTally& why) {
        throw damaged(record, why.what());
    }
    if (std::as_const(tally).row(Row::paths)[0] != record.paths())
        throw damaged(record, "they count another number of paths than stated");
}

ResultRow row_of(const Record& record) {
    try {
        return decode_row(record.content);
    } catch (const bytes::Damaged& why) {
        throw damaged(record, why.what());
    }
}

}  // namespace killshot
