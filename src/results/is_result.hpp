/// Tells results of killshot from other files.
#pragma once

#include <string>

namespace killshot {

/// Whether the file is an HDF5 file with the attribute killshot_schema, of whatever version.
[[nodiscard]] bool is_result(const std::string& path);

}  // namespace killshot
