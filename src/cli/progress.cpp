#include "cli/progress.hpp"

#include <string>

#include <unistd.h>

#include <fmt/format.h>

#include "cli/streams.hpp"
#include "report/text.hpp"

namespace killshot::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto between_drawings = 100ms;
constexpr auto between_lines = 10s;
constexpr int bar_width = 30;

}  // namespace

ProgressBar::ProgressBar(std::int64_t n_paths)
    : n_paths_(n_paths), on_terminal_(isatty(STDERR_FILENO) == 1), start_(Clock::now()),
      next_(start_ + (on_terminal_ ? Clock::duration(between_drawings) : Clock::duration(between_lines))) {}

void ProgressBar::add(std::int64_t paths) {
    done_ += paths;
    if (const auto now = Clock::now(); now >= next_) draw(now);
}

void ProgressBar::draw(Clock::time_point now) {
    const double seconds = std::chrono::duration<double>(now - start_).count();
    const double share = static_cast<double>(done_) / static_cast<double>(n_paths_);
    const std::string state =
        fmt::format("{} of {} paths ({:.0f}%), {} paths/s, {} to go", with_commas(done_), with_commas(n_paths_),
                    100.0 * share, short_number(static_cast<double>(done_) / seconds),
                    share > 0 ? duration(seconds * (1.0 - share) / share) : "unknown time");
    if (on_terminal_) {
        const int filled = static_cast<int>(share * bar_width);
        print_to_stderr("\r\033[K[{:#<{}}{:.<{}}] {}", "", filled, "", bar_width - filled, state);
        next_ = now + between_drawings;
    } else {
        print_to_stderr("{}\n", state);
        next_ = now + between_lines;
    }
}

void ProgressBar::finish() {
    if (!on_terminal_) return;
    print_to_stderr("\r\033[K");
}

}  // namespace killshot::cli
