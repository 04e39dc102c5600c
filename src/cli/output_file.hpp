/// The output of a run, checked before anything is computed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "files/part_file.hpp"
#include "run/part.hpp"

namespace killshot::cli {

/// What the user allows: to replace a file, or to create folders.
struct OutputConsent {
    bool force = false;   // replace any result, or slice, of killshot
    bool resume = false;  // replace the result of the run that has left shards
    bool mkdir = false;   // create the folder of the output
};

/// Where a run without -o writes: "results/base.h5", or "results/base+cut_rate=0.8.h5", so that a what-if has a file of
/// its own. A long name ends in a digest of the overrides.
[[nodiscard]] std::string default_output(const std::string& scenario, const std::vector<std::string>& overrides);

/// "results/base.2of4.slice", where a slice of the run of "results/base.h5" is written.
[[nodiscard]] std::string slice_name(const std::string& result, const Part& part);

enum class OutputKind : std::uint8_t { result, slice };

/// Says what becomes of a file that already has the name. Throws Error where the file may not be replaced, or where its
/// folder is missing and may not be created.
[[nodiscard]] Existing prepare_output(const std::string& path, OutputKind kind, OutputConsent consent);

}  // namespace killshot::cli
