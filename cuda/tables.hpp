/// A scenario's tables in the device's memory.
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
    /// Keeps the scenario for the next copy.
    void stage(const ScenarioTable<float>& table, const TallyLayout& layout);
    /// Copies it to the device in stream order.
    void copy(const Stream& stream) const;

    /// Sets the launch's pointers and constants that depend on the scenario.
    void set(Launch& launch, const ScenarioTable<float>& table, const std::vector<Stance>& stances) const;

  private:
    Upload<Quad> networks_, network_steps_;
    Upload<SectorStep<float>> sector_steps_;
    Upload<std::int32_t> date_of_step_;
};

}  // namespace killshot::cuda
