#include "run/work.hpp"

#include <algorithm>

#include "killshot/error.hpp"
#include "run/record.hpp"
#include "run/stopping.hpp"
#include "run/tally_code.hpp"
#include "tables/tables.hpp"
#include "tables/tally_layout.hpp"

namespace killshot {

namespace {

/// A scenario made ready to run.
struct Prepared {
    Prepared(const Ensemble& batch, std::int64_t n, const Request& request)
        : number(n), scenario(batch.scenario(n)), tables(scenario.inputs), key(key_of(scenario, request)),
          stances(stances_of(scenario.inputs)) {}

    std::int64_t number;
    Scenario scenario;
    TableStorage<float> tables;
    std::string key;
    std::vector<Stance> stances;
};

class Worker {
  public:
    Worker(const Ensemble& batch, const Request& request, Backend& backend, TallyPool& tallies,
           const Progress& progress)
        : batch_(batch), request_(request), backend_(backend), tallies_(tallies), progress_(progress) {}

    /// Throws Error where the scenario cannot be run.
    void prepare(std::int64_t scenario) {
        if (!prepared_ || prepared_->number != scenario) prepared_.emplace(batch_, scenario, request_);
    }

    WorkDone run(Work work) {
        const TallyPool::Loan tally = tallies_.lend(layout_of(prepared_->scenario, prepared_->scenario.paths));
        const bool in_rounds = request_.target_se && work.slice.first_path == 0;
        const std::int64_t n_paths = work.slice.n_paths;
        std::int64_t done = 0;
        bool is_enough = false;
        while (done < n_paths && !is_enough) {
            const std::int64_t end = in_rounds ? round_end(done, n_paths) : n_paths;
            backend_.run(prepared_->tables.view(), prepared_->stances, prepared_->scenario.seed,
                         {work.slice.first_path + done, end - done}, *tally, progress_);
            done = end;
            is_enough = in_rounds && largest_kill_error(*tally) < *request_.target_se;
        }
        work.slice.n_paths = done;
        return {work, is_enough, prepared_->key, encode(*tally)};
    }

  private:
    const Ensemble& batch_;
    const Request& request_;
    Backend& backend_;
    TallyPool& tallies_;
    const Progress& progress_;
    std::optional<Prepared> prepared_;
};

}  // namespace

void work_off(const Ensemble& batch, const Request& request, WorkSource& source, Backend& backend, TallyPool& tallies,
              const Progress& progress) {
    try {
        Worker worker(batch, request, backend, tallies, progress);
        while (const std::optional<Work> work = source.next()) {
            try {
                worker.prepare(work->scenario);
            } catch (const Error& error) {
                source.fail(work->scenario, error.what());
                continue;
            }
            source.finish(worker.run(*work));
        }
    } catch (...) {
        source.stop(std::current_exception());
    }
}

}  // namespace killshot
