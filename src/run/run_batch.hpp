/// Runs the scenarios of a batch and writes their result; what is finished is on the disk every few seconds.
///
/// Many scenarios: a thread runs a whole one, and none waits for another. Few: all threads run the same, or slices of
/// it. On a card every thread has a run of its own under way, so that one's copy overlaps with another's simulation.
/// The result's counts do not depend on that, nor on where a run was stopped and resumed.
/// Verified by tests/batch/run_batch_test.cpp and, with runs that are killed, by tests/batch/resume_test.py.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ensemble/ensemble.hpp"
#include "files/part_file.hpp"
#include "killshot/backend.hpp"
#include "results/run_facts.hpp"
#include "run/request.hpp"

namespace killshot {

class Ranks;

struct BatchOptions {
    std::string file;  // the result
    Request request;
    bool resume = false;
    Existing existing = Existing::keep;  // a result of that name
    bool stop_on_error = true;           // else a scenario that cannot be run leaves an empty row
    int threads = 1;
    bool threads_share_runs = true;  // else each has a run of its own, as on a card
    Ranks* ranks = nullptr;          // of the run; null where this process runs alone
    /// A backend for so many threads; called once a worker.
    std::function<std::unique_ptr<Backend>(int threads)> make_backend;
    /// Of paths, those of an earlier run too; with a standard error, fewer may come than were asked for.
    Progress progress;
};

struct BatchOutcome {
    std::uint64_t digest{};
    std::int64_t paths_run{};                                  // what an earlier run left is not counted
    double seconds{};                                          // of running, wall clock
    std::vector<std::pair<std::int64_t, std::string>> failed;  // scenarios and why
};

/// The run, on rank 0 of several or alone. stages: what went before, for /timing. Throws Error for what is wrong; what
/// is finished is then in shards, and the message says so.
BatchOutcome run_batch(const Ensemble& batch, const BatchOptions& options, RunMetadata metadata,
                       std::vector<std::pair<std::string, double>> stages);

/// What another rank does: works off what rank 0 hands out.
void help_batch(const Ensemble& batch, const BatchOptions& options);

/// Paths of all scenarios, as far as they are asked for.
[[nodiscard]] std::int64_t paths_of(const Ensemble& batch);

/// How many threads of a rank each run scenarios of their own; 1 where there is too little to share out.
[[nodiscard]] int workers_for(const Ensemble& batch, const BatchOptions& options);

}  // namespace killshot
