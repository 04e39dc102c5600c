/// Draws the beliefs of a run's single scenario and counts the kills of each draw, with threads of its own. Where there
/// are several ranks, each counts a part of the draws. Draws are counted anew by a resumed run.
/// Verified by tests/run/belief_run_test.cpp and, with ranks, by tests/run/ranks_test.py.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

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
    /// This process makes the draws d with d mod n_parts = part.
    int part = 0, n_parts = 1;

    /// What the draws report to a run's progress, in all: a path of a draw takes about a quarter of a whole one's time.
    [[nodiscard]] std::int64_t progress() const { return draws * progress_of_draw(); }
    [[nodiscard]] std::int64_t progress_of_draw() const { return paths / 4; }
    [[nodiscard]] std::int64_t draws_of(int a_part) const {
        return (std::max<std::int64_t>(0, draws - a_part) + n_parts - 1) / n_parts;
    }
};

/// The same values and counts for any number of threads; zeros for draws of another part. Nothing is drawn where the
/// scenario has no beliefs. Throws Error where no consistent values can be drawn.
[[nodiscard]] BeliefDraws draw_beliefs(const Ensemble& ensemble, const BeliefOptions& options,
                                       const Progress& progress);

/// The values and counts of the options' part, for another process.
[[nodiscard]] std::string encode_part(const BeliefDraws& draws, const BeliefOptions& options);
/// Puts those of a part into their places. Throws bytes::Damaged where they do not fit.
void put_part(std::string_view encoded, int part, const BeliefOptions& options, BeliefDraws& draws);

}  // namespace killshot
