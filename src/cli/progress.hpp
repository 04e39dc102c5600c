/// How far a run has come, on stderr: a bar on a terminal, a line now and then elsewhere.
#pragma once

#include <chrono>
#include <cstdint>

namespace killshot::cli {

class ProgressBar {
  public:
    explicit ProgressBar(std::int64_t n_paths);

    /// Counts paths; draws when it is time to. Calls must not overlap.
    void add(std::int64_t paths);
    /// Wipes the bar from the terminal.
    void finish();

  private:
    using Clock = std::chrono::steady_clock;

    void draw(Clock::time_point now);

    std::int64_t n_paths_, done_ = 0;
    bool on_terminal_;
    Clock::time_point start_, next_;
};

}  // namespace killshot::cli
