/// Runs a scenario on one thread, and a batch into a result file.
#pragma once

#include <string>

#include "backend/cpu.hpp"
#include "killshot/backend.hpp"
#include "run/run_ensemble.hpp"
#include "tables/tables.hpp"
#include "tables/tally_layout.hpp"

namespace killshot::test {

/// Runs paths 0 to n_paths - 1 of one scenario.
inline Tally simulate(const Scenario& scenario, const TableStorage<float>& tables, std::int64_t n_paths) {
    Tally tally(layout_of(scenario, n_paths));
    make_cpu_backend(1, "auto")->run(tables.view(), stances_of(scenario.inputs), scenario.seed, {0, n_paths}, tally,
                                     {});
    return tally;
}

/// Runs paths 0 to n_paths - 1 of every scenario of the batch into a result file. A scenario whose inputs contradict
/// each other leaves a failed row.
inline void run_batch(Ensemble batch, std::int64_t n_paths, const std::string& file) {
    batch.set_paths(n_paths);
    RunOptions options;
    options.file = file;
    options.existing = Existing::replace;
    options.input.stop_on_error = false;
    options.make_backend = [](int threads) { return make_cpu_backend(threads, "auto"); };
    killshot::run_ensemble(batch, options, {}, {});
}

}  // namespace killshot::test
