/// Draws the beliefs of a run's single scenario and counts the kills of each draw, with threads of its own. Draws are
/// counted anew by a resumed run, and by rank 0 alone where there are several ranks.
/// Verified by tests/run/belief_run_test.cpp.
#pragma once

#include <cstdint>
#include <functional>

#include "analysis/beliefs.hpp"
#include "ensemble/ensemble.hpp"
#include "killshot/backend.hpp"
#include "killshot/tally/kill_counts.hpp"

namespace killshot {

/// Many draws of few paths rank drivers best.
inline constexpr std::int64_t default_belief_draws = 1024, default_belief_paths = 512;

struct BeliefOptions {
    std::int64_t draws = 0;                     // 0: none
    std::int64_t paths = default_belief_paths;  // of each draw: draw d has paths d M to d M + M - 1
    int threads = 1;
    std::function<KillCounter()> make_counter;  // called once a thread

    /// What the draws report to a run's progress, in all: a path of a draw takes about a quarter of a whole one's time.
    [[nodiscard]] std::int64_t progress() const { return draws * (paths / 4); }
};

/// The same counts for any number of threads. Nothing is drawn where the scenario has no beliefs. Throws Error where no
/// consistent values can be drawn.
[[nodiscard]] BeliefDraws draw_beliefs(const Ensemble& ensemble, const BeliefOptions& options,
                                       const Progress& progress);

}  // namespace killshot
