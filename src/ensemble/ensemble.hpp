/// The scenarios of a run: the product of a file's named variants, axes and design, made one at a time.
///
/// Order: variants outermost, then the groups of axes, then draws or the rows of a table. A file without [[scenario]]
/// has one variant, itself.
/// A [[scenario]] may name another scenario file as its base: it then adds the layers of that file that are not also
/// bases of this one. [[scenario]], [[axis]] and [design] are read from the file that was named and are not inherited.
/// docs/scenarios.md describes how they are written, and the distribution of a belief.
/// Verified by tests/ensemble/ensemble_test.cpp and tests/scenario/bad_scenarios.txt.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ensemble/belief_set.hpp"
#include "killshot/scenario.hpp"

namespace killshot {

/// A copy is cheap: it shares what was read. All functions but set_seed and set_paths may be called from any thread.
class Ensemble {
  public:
    /// At least 1.
    [[nodiscard]] std::int64_t size() const;

    /// The file's own scenario. All scenarios share its name, start, horizon, networks, seed, confidence, files and
    /// overrides.
    [[nodiscard]] const Scenario& base() const;

    /// The variants before axes and draws; only base() if the file has none.
    [[nodiscard]] std::span<const Scenario> variants() const;

    /// Whether the scenarios are the draws of a design over one variant, and nothing else.
    [[nodiscard]] bool draws_beliefs() const;

    /// "price_war", "sector.cut_rate=0.1", "price_war, sector.cut_rate=0.1, draw 17", "row 17": unique in the ensemble.
    [[nodiscard]] std::string name(std::int64_t n) const;

    /// Index of the scenario with this name. Throws Error that says which names there are.
    [[nodiscard]] std::int64_t index_of(std::string_view name) const;

    /// Makes scenario n, the same each time. Throws Error if its numbers or its start (Eq. 19) are inconsistent. An
    /// inconsistent draw is rejected and drawn again, up to 100 times.
    [[nodiscard]] Scenario scenario(std::int64_t n) const;

    /// Whether there is one scenario, which is no draw of a design.
    [[nodiscard]] bool is_single() const;

    /// A Latin hypercube over the beliefs of the single scenario, with its seed. Nothing is drawn where it has none.
    [[nodiscard]] BeliefDesign belief_design(std::int64_t draws) const;

    /// Apply to every scenario, including base(). The seed is also that of the draws.
    void set_seed(std::uint64_t seed);
    void set_paths(std::int64_t paths);

  private:
    struct State;
    explicit Ensemble(std::shared_ptr<const State> state);
    friend Ensemble read_ensemble(const std::filesystem::path& file, const std::vector<std::string>& overrides);

    std::shared_ptr<const State> state_;
};

/// overrides: arguments of --set, which override every variant. Throws Error with all problems, one per line.
[[nodiscard]] Ensemble read_ensemble(const std::filesystem::path& file, const std::vector<std::string>& overrides);

}  // namespace killshot
