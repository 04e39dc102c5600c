/// The file of a part of a run (`killshot run --slice`), which `killshot merge` makes one result of with the others.
///
/// It is not a result, since estimates of a part of the paths would be taken for those of the whole. It holds how the
/// run was asked for and the tallies of the part as a shard does, and ends with the SHA-256 of all that. Verified by
/// tests/run/slices_test.cpp and merge_test.py.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "results/run_facts.hpp"
#include "run/part.hpp"
#include "run/shards.hpp"

namespace killshot {

/// How a run was asked for, so that merge can read its scenarios again.
struct RunInput {
    std::string scenario;  // file
    std::vector<std::string> overrides;
    std::optional<std::int64_t> paths;
    std::optional<std::uint64_t> seed;
    Outputs outputs = Outputs::all;
    bool stop_on_error = true;  // else a scenario that cannot be run leaves an empty row

    bool operator==(const RunInput&) const = default;
};

struct SliceFile {
    Part part;
    RunInput input;
    Shard shard;
};

/// Whether the file begins like one.
[[nodiscard]] bool is_slice(const std::string& path);
[[nodiscard]] std::string slice_bytes(const SliceFile& slice);
/// Throws Error where the file is damaged or not a slice.
[[nodiscard]] SliceFile read_slice(const std::string& path);

}  // namespace killshot
