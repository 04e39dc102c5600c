/// The number of paths that each scenario is asked to have. Only where variants set their own do scenarios have to be
/// read to know it.
#pragma once

#include <algorithm>
#include <cstdint>

#include "ensemble/ensemble.hpp"
#include "killshot/error.hpp"

namespace killshot {

class ScenarioPaths {
  public:
    explicit ScenarioPaths(const Ensemble& ensemble) : ensemble_(ensemble) {
        const auto variants = ensemble.variants();
        least_ = most_ = variants.empty() ? ensemble.base().paths : variants.front().paths;
        for (const Scenario& variant : variants) {
            least_ = std::min(least_, variant.paths);
            most_ = std::max(most_, variant.paths);
        }
    }

    [[nodiscard]] std::int64_t most() const { return most_; }

    [[nodiscard]] std::int64_t of(std::int64_t scenario) const {
        if (least_ == most_) return most_;
        try {
            return ensemble_.scenario(scenario).paths;
        } catch (const Error&) {
            return least_;  // the scenario cannot be run; its worker reports why
        }
    }

  private:
    const Ensemble& ensemble_;
    std::int64_t least_, most_;
};

}  // namespace killshot
