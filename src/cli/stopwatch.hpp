/// Measures the stages of a command in wall-clock seconds.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace killshot::cli {

class Stopwatch {
  public:
    /// Ends the stage that began at the previous lap.
    void lap(std::string stage) {
        const auto now = Clock::now();
        laps_.emplace_back(std::move(stage), std::chrono::duration<double>(now - last_).count());
        last_ = now;
    }
    [[nodiscard]] const std::vector<std::pair<std::string, double>>& laps() const { return laps_; }
    [[nodiscard]] double total() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }

  private:
    using Clock = std::chrono::steady_clock;

    Clock::time_point start_ = Clock::now(), last_ = start_;
    std::vector<std::pair<std::string, double>> laps_;
};

}  // namespace killshot::cli
