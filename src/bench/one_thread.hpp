/// Runs kernels on the calling thread as the CPU backend does, for benchmarks.
#pragma once

#include <cstdint>
#include <vector>

#include "backend/thread_counts.hpp"
#include "kernels/counts.hpp"
#include "killshot/scenario.hpp"
#include "killshot/tally/tally.hpp"
#include "tables/tables.hpp"
#include "tables/tally_layout.hpp"

namespace killshot::bench {

class OneThread {
  public:
    /// most_paths: the largest number of paths of a run.
    OneThread(const Scenario& scenario, std::int64_t most_paths);

    /// Runs paths 0 to n_paths - 1 and adds to the counts.
    void run(kernels::Kernel kernel, std::int64_t n_paths);
    /// Adds the counts to a tally and resets them to 0.
    void add_to(Tally& tally) { counts_.add_to(tally); }

    [[nodiscard]] double network_path_steps(std::int64_t n_paths) const;
    /// The number of normal variates that the model draws.
    [[nodiscard]] double normals_per_network_path_step() const;

  private:
    TableStorage<float> tables_;
    ScenarioTable<float> table_;
    Tally tally_;
    ThreadCounts counts_;
    std::vector<std::uint8_t> stances_;
    std::vector<std::int32_t> date_of_step_;
};

}  // namespace killshot::bench
