/// Where a run writes: found out before anything is computed.
#pragma once

#include <string>

namespace killshot::cli {

/// Makes the folder where it is missing. Throws Error when `path` could not be written, or holds something that a run
/// did not write and would overwrite.
void require_writable(const std::string& path);

}  // namespace killshot::cli
