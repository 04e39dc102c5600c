#include "cli/streams.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <sys/ioctl.h>
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

namespace {

bool is_styled() {
    const char* const no_color = std::getenv("NO_COLOR");
    const char* const terminal = std::getenv("TERM");
    return isatty(STDOUT_FILENO) == 1 && (no_color == nullptr || *no_color == '\0') && terminal != nullptr &&
           std::string_view(terminal) != "dumb";
}

/// "-------  ----": what TextTable draws below its headings.
bool is_rule(std::string_view line) {
    return line.starts_with("---") && line.find_first_not_of("- ") == std::string_view::npos;
}

/// "Options:"
bool is_title(std::string_view line) { return line.ends_with(':') && !line.starts_with(' ') && line.size() < 40; }

}  // namespace

void print_page(std::string_view text) {
    if (!is_styled()) return fmt::print("{}", text);
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        lines.push_back(text.substr(0, text.find('\n')));
        text.remove_prefix(std::min(text.size(), lines.back().size() + 1));
    }
    std::vector<bool> is_bold(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (is_title(lines[i])) is_bold[i] = true;
        if (!is_rule(lines[i])) continue;
        for (std::size_t above = i; above-- > 0 && !lines[above].empty();) is_bold[above] = true;
    }
    for (std::size_t i = 0; i < lines.size(); ++i)
        fmt::print("{}{}{}\n", is_bold[i] ? "\033[1m" : "", lines[i], is_bold[i] ? "\033[0m" : "");
}

std::optional<int> terminal_width(int descriptor) {
    winsize size{};
    if (isatty(descriptor) != 1) return std::nullopt;
    return ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string lost_output() {
    errno = 0;
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return {};
    return fmt::format("standard output: cannot be written ({}); the output is incomplete, run the command again",
                       errno != 0 ? std::strerror(errno) : "an earlier write failed");
}

}  // namespace killshot::cli
