/// Tells results of killshot from other files.
#pragma once

#include <string>
#include <string_view>

namespace killshot {

/// Whether the file is an HDF5 file with the attribute killshot_schema, of whatever version.
[[nodiscard]] bool is_result(const std::string& path);

/// What the file of a slice of a run begins with (run/slice_file.hpp), which is not a result.
inline constexpr std::string_view slice_signature = "killshot slice ";

}  // namespace killshot
