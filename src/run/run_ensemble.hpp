/// Runs the scenarios of an ensemble and writes their result; finished work is on the disk every few seconds.
///
/// With many scenarios each thread runs whole ones; with few, all threads run the same one, or slices of it. On a card
/// every thread has a run of its own, so that the copy of one overlaps with the simulation of another. The counts of
/// the result depend neither on that nor on where a run was interrupted and resumed. Verified by
/// tests/run/run_ensemble_test.cpp and, with killed and competing runs, by resume_test.py and races_test.py.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ensemble/ensemble.hpp"
#include "files/part_file.hpp"
#include "killshot/backend.hpp"
#include "results/run_facts.hpp"
#include "run/belief_run.hpp"
#include "run/part.hpp"
#include "run/record.hpp"
#include "run/request.hpp"
#include "run/slice_file.hpp"

namespace killshot {

class Ranks;

struct RunOptions {
    std::string file;  // the result
    Existing existing = Existing::keep;
    Request request;
    RunInput input;              // how the run was asked for
    Part part;                   // what this process runs; if not the whole, the file is a slice file
    std::vector<Record> merged;  // finished scenarios of slice files, which are not run again
    bool resume = false;
    int threads = 1;
    bool threads_share_runs = true;  // else each has a run of its own, as on a card
    Ranks* ranks = nullptr;          // null where this process runs alone
    BeliefOptions beliefs;           // of a single scenario; a batch draws none
    /// A backend for the given number of threads; called once a worker.
    std::function<std::unique_ptr<Backend>(int threads)> make_backend;
    /// Counts paths, those of the interrupted run included. With a standard error, fewer may be run than asked for.
    Progress progress;
};

struct RunOutcome {
    std::uint64_t digest{};                       // 0 of a part
    std::optional<std::uint64_t> digest_beliefs;  // absent where none were drawn
    std::int64_t paths_run{};                     // without those of the interrupted run
    double seconds{};                             // wall clock, without the draws of beliefs
    double belief_seconds{};
    std::vector<std::pair<std::int64_t, std::string>> failed;  // scenarios and reasons
};

/// Runs alone or as rank 0. stages: what has taken time before, for /timing. Throws Error; finished work is then in
/// shards, and the message says so.
RunOutcome run_ensemble(const Ensemble& ensemble, const RunOptions& options, RunMetadata metadata,
                        std::vector<std::pair<std::string, double>> stages);

/// What every other rank does: works for rank 0 until the run is over.
void work_for_rank_0(const Ensemble& ensemble, const RunOptions& options);

/// Paths of all scenarios, or of a part of them, as many as are asked for.
[[nodiscard]] std::int64_t paths_of(const Ensemble& ensemble, const Part& part = {});

/// How many threads of a rank run scenarios of their own; 1 where there is too little work to share.
[[nodiscard]] int workers_for(const Ensemble& ensemble, const RunOptions& options);

}  // namespace killshot
