/// The beliefs of one scenario, drawn together from a design: parameters that share a belief take the same uniform.
/// Verified by tests/ensemble/belief_set_test.cpp and ensemble_test.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "ensemble/design.hpp"
#include "inputs/drawn_belief.hpp"
#include "killshot/scenario.hpp"

namespace killshot {

/// The dimension of a design that a parameter takes its uniform from.
using DimensionOf = std::function<std::uint32_t(std::size_t parameter)>;

/// Indexes into Scenario::parameters of those that are beliefs.
[[nodiscard]] std::vector<std::size_t> beliefs_of(const Scenario& scenario);

/// Throws Error if the numbers, or the start that follows from them (Eq. 19), are inconsistent.
void require_consistent(const Scenario& scenario);

class BeliefSet {
  public:
    /// The medians are the scenario's numbers. The design has the dimension of every belief.
    BeliefSet(const Scenario& scenario, const DimensionOf& dimension_of, const Design& design);

    /// Sets the beliefs of a draw in `scenario`, which has the same parameters. Inconsistent values are drawn again, up
    /// to 100 times; then throws Error.
    void draw(const Design& design, std::int64_t draw, Scenario& scenario) const;

  protected:
    struct Belief {
        std::size_t parameter;
        std::size_t column;  // of the design
        double median;
    };
    std::vector<Belief> beliefs_;  // in the order of the parameters
};

/// A Latin hypercube over the beliefs of one scenario. Any number of threads may draw.
class BeliefDesign : private BeliefSet {
  public:
    BeliefDesign(const Scenario& scenario, const DimensionOf& dimension_of, Design design);

    [[nodiscard]] std::int64_t draws() const { return design_.draws(); }
    /// What is drawn, in the order of the design's dimensions.
    [[nodiscard]] const std::vector<DrawnBelief>& drawn() const { return drawn_; }

    /// Sets the beliefs of a draw in a copy of the scenario, and the values of drawn(). Throws Error as BeliefSet.
    void draw(std::int64_t draw, Scenario& scenario, std::span<double> values) const;

  private:
    Design design_;
    std::vector<DrawnBelief> drawn_;
    std::vector<ParameterId> ids_;  // of drawn_: of the first parameter that has the belief
};

}  // namespace killshot
