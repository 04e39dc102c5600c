/// Tracks pending, running and finished work.
///
/// A scenario of few paths is one piece of work. One of many paths is split into slices that begin at multiples of 2^16
/// paths; where a standard error is asked for, its slices are handed out in rounds. The slices are merged here, and a
/// partial record is kept on disk.
#pragma once

#include <chrono>
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

/// Paths of a slice: 2^16, or the smallest larger power of 2 that splits the scenario into at most 1,024 slices.
[[nodiscard]] std::int64_t slice_paths(std::int64_t paths);

class Ledger final : public WorkSource {
  public:
    /// Hears of a scenario that cannot be run, and decides whether the others are run nevertheless.
    using OnFailure = std::function<void(std::int64_t scenario, const std::string& reason)>;

    /// What `shards` hold is not run again. assembler: null where only a part is run, which makes no rows.
    Ledger(const Ensemble& ensemble, const ScenarioPaths& paths, const Request& request, const Part& part,
           Shards& shards, TallyPool& tallies, Assembler* assembler, OnFailure on_failure);

    [[nodiscard]] std::optional<Work> next() override;
    /// Only the row is wanted of a scenario that one piece of work completes.
    [[nodiscard]] std::optional<SummaryRanks> summary_ranks(const Work& work,
                                                            const PreparedScenario& prepared) const override;
    void finish(WorkDone done, TallyPool::Loan tally, const PreparedScenario& prepared) override;
    void fail(std::int64_t scenario, const std::string& reason) override;
    void stop(std::exception_ptr why) override;

    enum class Answer : std::uint8_t { work, later, none };
    /// As next(), but does not wait: `later` where there is no work yet but may be.
    [[nodiscard]] Answer poll(Work& work);
    /// As finish(), for a piece that another rank has run. Writes neither rows nor shards, so that no rank waits for
    /// them.
    void take(const WorkDone& done, std::string encoded_tally);

    /// Writes shards of all counts that are here. Calls must not overlap with finish().
    void flush();
    /// The unfinished scenarios that have counts, with them. Of a part of a scenario these are what it is for.
    [[nodiscard]] std::vector<Record> partial_records();
    /// Why the run stopped; null where it did not.
    [[nodiscard]] std::exception_ptr reason() {
        const std::scoped_lock lock(mutex_);
        return reason_;
    }
    /// When the latest piece was counted; when the ledger was made, where none has been.
    [[nodiscard]] std::chrono::steady_clock::time_point counted_at() const { return counted_at_; }
    /// Paths that this run has simulated; those that shards held do not count.
    [[nodiscard]] std::int64_t paths_run() const { return paths_run_; }

  private:
    /// A scenario that has begun and not ended.
    struct Open {
        std::int64_t paths = 0;   // of the scenario, at most
        std::int64_t first = 0;   // path of this part
        std::int64_t end = 0;     // of this part's paths
        std::int64_t target = 0;  // end of the present round
        std::deque<PathSlice> pending;
        int n_running = 0;      // slices
        Record record;          // of the merged slices; their tally is below
        TallyPool::Loan tally;  // null before the first slice
    };

    [[nodiscard]] Answer poll_locked(Work& work);
    static void open_round(Open& open);
    [[nodiscard]] Open open(std::int64_t scenario);
    template <class Merge>
    void count(const WorkDone& done, std::string whole, bool is_row, const Merge& merge);
    [[nodiscard]] bool is_complete(Open& open);
    void flush_if_due();

    const Ensemble& ensemble_;
    const ScenarioPaths& paths_;
    const Request& request_;
    const Part part_;
    Shards& shards_;
    TallyPool& tallies_;
    Assembler* assembler_;
    OnFailure on_failure_;

    std::mutex mutex_, flushing_;
    std::condition_variable changed_;
    std::set<std::int64_t> known_;  // scenarios that the shards held at the start
    std::map<std::int64_t, Open> open_;
    std::int64_t next_scenario_ = 0, paths_run_ = 0;
    std::chrono::steady_clock::time_point counted_at_ = std::chrono::steady_clock::now();
    bool stopped_ = false;
    std::exception_ptr reason_;
};

}  // namespace killshot
