/// What of a batch is to do, out, and done.
///
/// A scenario of few paths is one piece of work. One of many is run in slices that begin at multiples of 2^16 paths,
/// and in rounds where a standard error is asked for; its slices are merged here, and a partial record of it is kept.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "run/assembler.hpp"
#include "run/scenario_paths.hpp"
#include "run/shards.hpp"
#include "run/work.hpp"

namespace killshot {

/// Paths of a slice: 2^16, or the power of 2 above that makes at most 1,024 of the scenario's.
[[nodiscard]] std::int64_t slice_paths(std::int64_t paths);

class Ledger final : public WorkSource {
  public:
    /// A scenario that cannot be run: whether the others are run nevertheless is the owner's to say.
    using OnFailure = std::function<void(std::int64_t scenario, const std::string& reason)>;

    /// What `shards` know is not run again.
    Ledger(const Ensemble& batch, const ScenarioPaths& paths, const Request& request, Shards& shards,
           Assembler& assembler, OnFailure on_failure);

    [[nodiscard]] Answer poll(Work& work) override;
    [[nodiscard]] std::optional<Work> next() override;
    void finish(WorkDone done) override;
    /// As finish(), but leaves writing to the threads that work here.
    void take(WorkDone done);
    void fail(std::int64_t scenario, const std::string& reason) override;
    void stop(std::exception_ptr why) override;

    /// Everything but what is out to the disk. Calls must not overlap with finish().
    void flush();
    /// Why the run stopped; null where it did not.
    [[nodiscard]] std::exception_ptr reason() const { return reason_; }
    /// Paths that were run, those that shards knew not counted.
    [[nodiscard]] std::int64_t paths_run() const { return paths_run_; }

  private:
    /// A scenario that is run in slices.
    struct Open {
        std::int64_t paths = 0;   // that the scenario has at most
        std::int64_t target = 0;  // end of the round that is run
        std::deque<PathSlice> to_do;
        int n_out = 0;
        Record record;  // what is merged; its tally is below
        std::optional<Tally> tally;
    };

    [[nodiscard]] Answer poll_locked(Work& work);
    static void open_round(Open& open);
    [[nodiscard]] Open open(std::int64_t scenario) const;
    [[nodiscard]] TallyLayout layout(const Open& open) const;
    void count(Open& open, WorkDone& done);
    [[nodiscard]] bool round_is_over(Open& open);
    [[nodiscard]] std::vector<Record> partial_records();
    void flush_if_due();

    const Ensemble& batch_;
    const ScenarioPaths& paths_;
    const Request& request_;
    Shards& shards_;
    Assembler& assembler_;
    OnFailure on_failure_;

    std::mutex mutex_, flushing_;
    std::condition_variable changed_;
    std::set<std::int64_t> known_;  // by the shards
    std::map<std::int64_t, Open> open_;
    std::int64_t next_scenario_ = 0, paths_run_ = 0;
    bool stopped_ = false;
    std::exception_ptr reason_;
};

}  // namespace killshot
