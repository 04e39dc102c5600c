/// The output of a run, checked before anything is computed.
#pragma once

#include <string>

#include "files/part_file.hpp"

namespace killshot::cli {

/// What the user allows to be replaced.
struct OutputConsent {
    bool force = false;   // any result of killshot
    bool resume = false;  // the result of the run that has left shards
};

/// Creates the folder where it is missing, and says what becomes of a file that already has the name. Throws Error
/// where the file may not be replaced.
[[nodiscard]] Existing prepare_output(const std::string& path, OutputConsent consent);

}  // namespace killshot::cli
