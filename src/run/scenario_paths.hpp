/// How many paths each scenario of a batch is to have at most. A variant may set its own; mostly none does, and then no
/// scenario need be made to know.
#pragma once

#include <algorithm>
#include <cstdint>

#include "ensemble/ensemble.hpp"
#include "killshot/error.hpp"

namespace killshot {

class ScenarioPaths {
  public:
    explicit ScenarioPaths(const Ensemble& batch) : batch_(batch) {
        const auto variants = batch.variants();
        least_ = most_ = variants.empty() ? batch.base().paths : variants.front().paths;
        for (const Scenario& variant : variants) {
            least_ = std::min(least_, variant.paths);
            most_ = std::max(most_, variant.paths);
        }
    }

    [[nodiscard]] std::int64_t most() const { return most_; }

    [[nodiscard]] std::int64_t of(std::int64_t scenario) const {
        if (least_ == most_) return most_;
        try {
            return batch_.scenario(scenario).paths;
        } catch (const Error&) {
            return least_;  // it cannot be run, as who tries will find
        }
    }

  private:
    const Ensemble& batch_;
    std::int64_t least_, most_;
};

}  // namespace killshot
