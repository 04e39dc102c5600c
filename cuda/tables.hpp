/// A scenario in the card's memory.
#pragma once

#include <cstdint>
#include <vector>

#include "killshot/scenario/inputs.hpp"
#include "killshot/tally/layout.hpp"
#include "launch.hpp"
#include "memory.hpp"

namespace killshot::cuda {

class DeviceTables {
  public:
    /// Copies the scenario to the card in the stream's order, in place of the one before.
    void assign(const ScenarioTable<float>& table, const TallyLayout& layout, const Stream& stream);

    /// Sets what a launch reads of the scenario.
    void set(Launch& launch, const ScenarioTable<float>& table, const std::vector<Stance>& stances) const;

  private:
    Upload<Quad> networks_, network_steps_;
    Upload<SectorStep<float>> sector_steps_;
    Upload<std::int32_t> date_of_step_;
};

}  // namespace killshot::cuda
