/// A batch simulated one scenario after the other, into a result file.
#pragma once

#include <string>

#include "killshot/backend/backend.hpp"
#include "killshot/backend/run_arguments.hpp"
#include "killshot/plan/plan.hpp"
#include "killshot/results/writer.hpp"
#include "killshot/scenario/batch.hpp"

namespace killshot::test {

/// Paths 0..n_paths - 1 of one scenario.
inline Tally simulate(const Scenario& scenario, const TableStorage<float>& tables, std::int64_t n_paths) {
    Tally tally(layout_of(scenario, n_paths));
    make_cpu_backend(1, "auto")->run(tables.view(), stances_of(scenario.inputs), scenario.seed, {0, n_paths}, tally,
                                     {});
    return tally;
}

/// A scenario that contradicts itself leaves a failed row.
inline void run_batch(const Batch& batch, std::int64_t n_paths, const std::string& file) {
    ResultWriter writer(file, {}, ResultFrame::of(batch, n_paths));
    for (std::int64_t n = 0; n < batch.size(); ++n) {
        try {
            const Scenario scenario = batch.scenario(n);
            const TableStorage<float> tables(scenario.inputs);
            writer.write_scenario(static_cast<int>(n), scenario, tables.starts(), simulate(scenario, tables, n_paths));
        } catch (const Error&) {
            continue;
        }
    }
    writer.finish({});
}

}  // namespace killshot::test
