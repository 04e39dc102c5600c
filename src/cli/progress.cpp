#include "cli/progress.hpp"

#include <algorithm>
#include <optional>
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
constexpr int widest_bar = 30;

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
        fmt::format("{} of {} paths ({:.0f}%), {} paths/s, {} left", with_commas(done_), with_commas(n_paths_),
                    100.0 * share, short_number(static_cast<double>(done_) / seconds),
                    share > 0 ? duration(seconds * (1.0 - share) / share) : "unknown time");
    if (const std::optional<int> columns = terminal_width(STDERR_FILENO); on_terminal_ && columns) {
        // The last column stays free: some terminals would begin a new line.
        const int room = *columns - 1 - static_cast<int>(state.size()) - 3;
        const int bar_width = std::clamp(room, 0, widest_bar), filled = static_cast<int>(share * bar_width);
        const std::string bar =
            bar_width < 5 ? "" : fmt::format("[{:#<{}}{:.<{}}] ", "", filled, "", bar_width - filled);
        print_to_stderr("\r\033[K{}", (bar + state).substr(0, static_cast<std::size_t>(std::max(0, *columns - 1))));
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
