#include "run/work.hpp"

#include "killshot/error.hpp"
#include "run/stopping.hpp"
#include "tables/tally_layout.hpp"

namespace killshot {

namespace {

class Worker {
  public:
    Worker(const Request& request, Backend& backend, TallyPool& tallies, const Progress& progress)
        : request_(request), backend_(backend), tallies_(tallies), progress_(progress) {}

    void run(const PreparedScenario& prepared, Work work, WorkSource& source) {
        const Scenario& scenario = prepared.scenario;
        TallyPool::Loan tally = tallies_.lend(layout_of(scenario, scenario.paths));
        if (const std::optional<SummaryRanks> ranks = source.summary_ranks(work, prepared)) {
            Summaries summaries = backend_.summarize_run(prepared.tables.view(), prepared.stances, scenario.seed,
                                                         work.slice, *ranks, *tally, progress_);
            source.finish({work, false, prepared.key, std::move(summaries)}, std::move(tally), prepared);
            return;
        }
        const bool in_rounds = request_.target_se && work.slice.first_path == 0;
        const std::int64_t n_paths = work.slice.n_paths;
        std::int64_t done = 0;
        bool is_enough = false;
        while (done < n_paths && !is_enough) {
            const std::int64_t end = in_rounds ? round_end(done, n_paths) : n_paths;
            backend_.run(prepared.tables.view(), prepared.stances, scenario.seed,
                         {work.slice.first_path + done, end - done}, *tally, progress_);
            done = end;
            is_enough = in_rounds && largest_kill_error(*tally) < *request_.target_se;
        }
        work.slice.n_paths = done;
        if (is_enough) tally->set_paths(done);
        source.finish({work, is_enough, prepared.key, std::nullopt}, std::move(tally), prepared);
    }

  private:
    const Request& request_;
    Backend& backend_;
    TallyPool& tallies_;
    const Progress& progress_;
};

}  // namespace

PreparedScenario::PreparedScenario(const Ensemble& ensemble, std::int64_t n, const Request& request)
    : number(n), scenario(ensemble.scenario(n)), tables(scenario.inputs), key(key_of(scenario, request)),
      stances(stances_of(scenario.inputs)) {}

void do_work(const Ensemble& ensemble, const Request& request, WorkSource& source, Backend& backend, TallyPool& tallies,
             const Progress& progress) {
    try {
        Worker worker(request, backend, tallies, progress);
        std::optional<PreparedScenario> prepared;
        while (const std::optional<Work> work = source.next()) {
            try {
                if (!prepared || prepared->number != work->scenario)
                    prepared.emplace(ensemble, work->scenario, request);
            } catch (const Error& error) {
                source.fail(work->scenario, error.what());
                continue;
            }
            worker.run(*prepared, *work, source);
        }
    } catch (...) {
        source.stop(std::current_exception());
    }
}

}  // namespace killshot
