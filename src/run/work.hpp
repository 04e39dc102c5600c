/// What a worker does: it asks a source for work, simulates it and reports back. The source is the run's ledger, or
/// rank 0 as another rank sees it.
#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include "ensemble/ensemble.hpp"
#include "killshot/backend.hpp"
#include "run/request.hpp"
#include "run/tally_pool.hpp"
#include "tables/tables.hpp"

namespace killshot {

/// A slice of a scenario's paths. The worker may end the first slice of a scenario at a round (run/stopping.hpp).
struct Work {
    std::int64_t scenario{};
    PathSlice slice;
};

struct WorkDone {
    Work work;                           // with the paths that were run
    bool is_enough = false;              // the standard error asked for has been reached
    std::string key;                     // key_of the scenario
    std::optional<Summaries> summaries;  // where the source has asked for them; the tally then has no histograms
};

/// A scenario that is ready to run.
struct PreparedScenario {
    /// Throws Error where the scenario contradicts itself.
    PreparedScenario(const Ensemble& ensemble, std::int64_t number, const Request& request);

    std::int64_t number;  // in the ensemble
    Scenario scenario;
    TableStorage<float> tables;
    std::string key;
    std::vector<Stance> stances;
};

/// Calls may come from any thread.
class WorkSource {
  public:
    virtual ~WorkSource() = default;

    /// The next piece of work. Waits while there is none yet but may be; nothing when the run is over.
    [[nodiscard]] virtual std::optional<Work> next() = 0;
    /// The ranks with which to summarise the histograms of a piece of work; nothing where the source needs its tally.
    [[nodiscard]] virtual std::optional<SummaryRanks> summary_ranks(const Work& work,
                                                                    const PreparedScenario& prepared) const = 0;
    /// Takes the counts of a piece of work.
    virtual void finish(WorkDone done, TallyPool::Loan tally, const PreparedScenario& prepared) = 0;
    /// The scenario cannot be run, for the reason given.
    virtual void fail(std::int64_t scenario, const std::string& reason) = 0;
    /// The run cannot go on. Only the first reason counts.
    virtual void stop(std::exception_ptr why) = 0;
};

/// Works until the source has nothing more to do. `progress` hears of every piece while it is run.
void do_work(const Ensemble& ensemble, const Request& request, WorkSource& source, Backend& backend, TallyPool& tallies,
             const Progress& progress);

}  // namespace killshot
