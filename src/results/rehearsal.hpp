/// Reading, tried out in a child process first: the HDF5 library can end the process on a damaged file instead of
/// saying so.
///
/// Seen with HDF5 1.10: a flipped bit in the lengths of texts makes it read beyond its buffers. The child sees the
/// same memory and the same bytes, so what it survives, the parent does too. Verified by the damaged files of
/// tests/results/reader_test.cpp.
#pragma once

#include <functional>
#include <string>

namespace killshot {

/// Runs `read` in a child process. Throws Error, about the file at `path`, when the child crashes, asks for more
/// memory than any result needs or does not end, and with the child's own words when it throws.
void rehearse(const std::string& path, const std::function<void()>& read);

}  // namespace killshot
