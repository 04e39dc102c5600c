/// From a scenario's inputs to the plain numbers that kernels read, and what that derives: the start of Eq. 19, report
/// dates.
///
/// Everything is computed in binary64 on the host, once per scenario; a table is rounded once to its own type.
#pragma once

#include <vector>

#include "killshot/model/outputs.hpp"
#include "killshot/model/tables.hpp"
#include "killshot/plan/start.hpp"
#include "killshot/scenario/scenario.hpp"

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

/// The last month (1-based) that ends by 2027-12-31, -1 where there is none: the thesis' structural question.
[[nodiscard]] int month_of_2027(const Date& start);

/// Steps k after which outputs are tallied: every 6 months, the horizon, and month_of_2027 where it lies within the
/// horizon.
[[nodiscard]] std::vector<int> report_steps(const Date& start, int months);

/// The day on which `months` months have passed since `start` (the month's last day where it is shorter).
[[nodiscard]] Date add_months(const Date& start, int months);

/// How an output is written: (tallied + offset) * factor, in the output's units. `month` is 1-based; start is not read
/// for sector outputs.
struct OutputScale {
    double offset, factor;
};
[[nodiscard]] OutputScale output_scale(OutputUnit unit, const Inputs& inputs, int network, const NetworkStart& start,
                                       int month);

}  // namespace killshot
