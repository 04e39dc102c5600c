/// Turns a scenario's inputs into the numbers that kernels read (model/tables.hpp), including the start of Eq. 19.
///
/// Everything is computed once per scenario, on the host and in binary64; a table is then rounded once to its type.
/// Verified by tests/tables/tables_test.cpp and tests/tables/units_test.cpp.
#pragma once

#include <vector>

#include "killshot/model/outputs.hpp"
#include "killshot/model/tables.hpp"
#include "killshot/scenario.hpp"
#include "tables/start.hpp"

namespace killshot {

/// A scenario's tables and the arrays that they point to.
template <class F>
class TableStorage {
  public:
    /// Throws Error if the inputs of a network's start contradict each other (Eq. 19).
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

/// A tallied value in the output's unit is (tallied + offset) * factor. `month` is 1-based; outputs of the sector
/// ignore `network` and `start`.
struct OutputScale {
    double offset, factor;
};
[[nodiscard]] OutputScale output_scale(OutputUnit unit, const Inputs& inputs, int network, const NetworkStart& start,
                                       int month);

}  // namespace killshot
