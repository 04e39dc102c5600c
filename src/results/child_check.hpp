/// Tries a read in a child process first, because the HDF5 library can crash or hang on a damaged file.
///
/// Seen with HDF5 1.10: a flipped bit in the length of a text makes the library read past its buffers. Verified by
/// tests/results/hostile_files_test.cpp.
#pragma once

#include <functional>
#include <string>

namespace killshot {

/// Runs `check` in a child process, which has 4 s of wall-clock time and 2 GiB of memory. Throws Error about the file
/// at `path` if the child crashes or exceeds its limits, and passes on the text of an Error that `check` throws. A rank
/// of MPI must not call this: it must not fork.
void check_in_child_process(const std::string& path, const std::function<void()>& check);

}  // namespace killshot
