/// The scenarios of a run: what a file's named variants, axes and design multiply to, made one at a time.
///
/// Order: variants outermost, then the groups of axes, then draws. A file without [[scenario]] has one variant: itself.
/// A [[scenario]] may name another scenario file as its base: it then takes what that file lays over the files that
/// both inherit from.
/// [[scenario]], [[axis]] and [design] are those of the file that was asked for; they are not inherited.
/// docs/scenarios.md tells how they are written, and the law of a drawn belief.
/// Verified by tests/scenario/batch_test.cpp and by the batches of tests/scenario/bad.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "killshot/scenario.hpp"

namespace killshot {

/// A copy is cheap and shares what was read. All but set_seed and set_paths may be called from any thread.
class Ensemble {
  public:
    /// At least 1.
    [[nodiscard]] std::int64_t size() const;

    /// What all scenarios share: name, start, horizon, networks, seed, confidence, files, overrides. Its numbers are
    /// those of the file itself.
    [[nodiscard]] const Scenario& base() const;

    /// The scenarios of the variants, before axes and draws; that of the file where it has none.
    [[nodiscard]] std::span<const Scenario> variants() const;

    /// Whether the scenarios are the draws of a design over one variant, and nothing else.
    [[nodiscard]] bool draws_beliefs() const;

    /// "price_war", "sector.cut_rate=0.1", "price_war, sector.cut_rate=0.1, draw 17": unique in the batch.
    [[nodiscard]] std::string name(std::int64_t n) const;

    /// The scenario of this name. Throws Error that says what there is.
    [[nodiscard]] std::int64_t index_of(std::string_view name) const;

    /// Made when asked for, the same each time. Throws Error when its numbers contradict
    /// each other or its start does (Eq. 19); a draw is then drawn anew, and fails after 100 attempts.
    [[nodiscard]] Scenario scenario(std::int64_t n) const;

    /// What the command line says of every scenario, base included. The seed is also that of the draws.
    void set_seed(std::uint64_t seed);
    void set_paths(std::int64_t paths);

  private:
    struct State;
    explicit Ensemble(std::shared_ptr<const State> state);
    friend Ensemble read_ensemble(const std::filesystem::path& file, const std::vector<std::string>& overrides);

    std::shared_ptr<const State> state_;
};

/// overrides: arguments of --set, which have the last word over every variant. Throws Error with every problem, one per
/// line.
[[nodiscard]] Ensemble read_ensemble(const std::filesystem::path& file, const std::vector<std::string>& overrides);

}  // namespace killshot
