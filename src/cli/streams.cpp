#include "cli/streams.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace killshot::cli {

void reserve_standard_streams() {
    // Descriptors are handed out in ascending order. Each is opened in the direction in which it is not used.
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor)
        if (fcntl(descriptor, F_GETFD) == -1 && errno == EBADF)
            static_cast<void>(open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY));
}

void write_to_stderr(std::string_view text) {
    static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
    static_cast<void>(std::fflush(stderr));
}

std::string lost_output() {
    errno = 0;
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return {};
    return fmt::format("standard output: cannot be written ({}); the output is incomplete, run the command again",
                       errno != 0 ? std::strerror(errno) : "an earlier write failed");
}

}  // namespace killshot::cli
