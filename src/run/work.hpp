/// Who hands out what is to be run and takes what was: the run itself, or rank 0 for another rank.
#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <string>

#include "ensemble/ensemble.hpp"
#include "killshot/backend.hpp"
#include "results/run_facts.hpp"
#include "run/request.hpp"
#include "run/tally_pool.hpp"

namespace killshot {

/// A slice of a scenario's paths; the first slice of a scenario may end at a round (batch/stopping.hpp).
struct Work {
    std::int64_t scenario{};
    PathSlice slice;
};

/// What became of it.
struct WorkDone {
    Work work;               // with the paths that were run
    bool is_enough = false;  // the standard error that was asked for is reached
    std::string key;         // key_of the scenario
    std::string tally;       // encoded
};

/// Calls may come from any thread.
class WorkSource {
  public:
    virtual ~WorkSource() = default;

    enum class Answer : std::uint8_t { work, later, none };
    /// The next piece of work; later where there is none yet but may be.
    [[nodiscard]] virtual Answer poll(Work& work) = 0;
    /// The same, but waits; nothing when there is none.
    [[nodiscard]] virtual std::optional<Work> next() = 0;
    virtual void finish(WorkDone done) = 0;
    /// The scenario cannot be run, for the reason given.
    virtual void fail(std::int64_t scenario, const std::string& reason) = 0;
    /// The run cannot go on. The first reason counts.
    virtual void stop(std::exception_ptr why) = 0;
};

/// Works until there is no more to do. Reports every piece as it is run to `progress`.
void work_off(const Ensemble& batch, const Request& request, WorkSource& source, Backend& backend, TallyPool& tallies,
              const Progress& progress);

}  // namespace killshot
