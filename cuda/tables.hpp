/// A scenario in the card's memory.
#pragma once

#include <cstdint>
#include <vector>

#include "killshot/inputs.hpp"
#include "killshot/tally/layout.hpp"
#include "launch.hpp"
#include "memory.hpp"

namespace killshot::cuda {

class DeviceTables {
  public:
    /// Keeps the scenario for the copy, in place of the one before.
    void stage(const ScenarioTable<float>& table, const TallyLayout& layout);
    /// Copies it to the card in the stream's order.
    void copy(const Stream& stream) const;

    /// Sets what a launch reads of the scenario.
    void set(Launch& launch, const ScenarioTable<float>& table, const std::vector<Stance>& stances) const;

  private:
    Upload<Quad> networks_, network_steps_;
    Upload<SectorStep<float>> sector_steps_;
    Upload<std::int32_t> date_of_step_;
};

}  // namespace killshot::cuda
