/// From a scenario's inputs to the plain numbers that kernels read, and what that derives: the start of Eq. 19, report
/// dates.
///
/// Everything is computed in binary64 on the host, once per scenario; a table is rounded once to its own type.
#pragma once

#include <vector>

#include "killshot/model/outputs.hpp"
#include "killshot/model/tables.hpp"
#include "killshot/scenario.hpp"
#include "tables/start.hpp"

namespace killshot {

/// A scenario's tables with the arrays that they point to.
template <class F>
class TableStorage {
  public:
    /// Throws Error when a network's start contradicts itself (Eq. 19).
    explicit TableStorage(const Inputs& inputs);

    [[nodiscard]] ScenarioTable<F> view() const;
    [[nodiscard]] const std::vector<NetworkStart>& starts() const { return starts_; }

  private:
    std::vector<NetworkStart> starts_;
    SectorTable<F> sector_;
    std::vector<NetworkTable<F>> networks_;
    std::vector<SectorStep<F>> sector_steps_;
    std::vector<NetworkStep<F>> network_steps_;
};

extern template class TableStorage<float>;
extern template class TableStorage<double>;

/// How an output is written: (tallied + offset) * factor, in the output's units. `month` is 1-based; start is not read
/// for sector outputs.
struct OutputScale {
    double offset, factor;
};
[[nodiscard]] OutputScale output_scale(OutputUnit unit, const Inputs& inputs, int network, const NetworkStart& start,
                                       int month);

}  // namespace killshot
