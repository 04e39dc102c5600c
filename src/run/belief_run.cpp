#include "run/belief_run.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "inputs/calendar.hpp"
#include "killshot/error.hpp"
#include "tables/tables.hpp"

namespace killshot {
namespace {

/// The draws in progress: what the threads share.
class BeliefRun {
  public:
    BeliefRun(const BeliefDesign& design, const Scenario& base, const BeliefOptions& options, const Progress& progress)
        : design_(design), base_(base), options_(options), progress_(progress) {
        const int month = month_of_2027(base.start);
        draws_.paths = options.paths;
        draws_.has_2027 = month > 0 && month <= base.inputs.months;
        step_2027_ = draws_.has_2027 ? month - 1 : -1;
        draws_.drawn = design.drawn();
        draws_.counts.resize(static_cast<std::size_t>(options.draws));
        draws_.values.resize(draws_.counts.size() * draws_.drawn.size());
    }

    BeliefDraws run() {
        std::vector<std::jthread> others;
        try {
            for (int thread = 1; thread < options_.threads; ++thread) others.emplace_back([this] { work(); });
        } catch (const std::system_error&) {
            // The system allows no more threads: those that there are do all the work.
        }
        work();
        others.clear();
        if (failure_) std::rethrow_exception(failure_);
        return std::move(draws_);
    }

  private:
    void work() {
        try {
            const KillCounter counter = options_.make_counter();
            Scenario scenario = base_;
            for (std::int64_t draw; (draw = next_.fetch_add(1)) < options_.draws;) count(draw, scenario, counter);
        } catch (...) {
            next_ = options_.draws;
            const std::scoped_lock lock(mutex_);
            failure_ = std::current_exception();
        }
    }

    void count(std::int64_t draw, Scenario& scenario, const KillCounter& counter) {
        const auto at = static_cast<std::size_t>(draw);
        const std::span<double> values(draws_.values);
        try {
            design_.draw(draw, scenario, values.subspan(at * draws_.drawn.size(), draws_.drawn.size()));
        } catch (const Error& error) {
            throw Error(fmt::format("{}, or draw none with --beliefs 0", error.what()));
        }
        const TableStorage<float> tables(scenario.inputs);
        draws_.counts[at] = counter(tables.view(), {scenario.seed, draw * options_.paths, options_.paths, step_2027_});
        if (!progress_) return;
        const std::scoped_lock lock(mutex_);
        progress_(options_.progress() / options_.draws);
    }

    const BeliefDesign& design_;
    const Scenario& base_;
    const BeliefOptions& options_;
    const Progress& progress_;
    int step_2027_ = -1;
    BeliefDraws draws_;
    std::atomic<std::int64_t> next_{0};
    std::mutex mutex_;
    std::exception_ptr failure_;
};

}  // namespace

BeliefDraws draw_beliefs(const Ensemble& ensemble, const BeliefOptions& options, const Progress& progress) {
    const BeliefDesign design = ensemble.belief_design(options.draws);
    if (design.drawn().empty()) return {};
    const Scenario base = ensemble.scenario(0);
    return BeliefRun(design, base, options, progress).run();
}

}  // namespace killshot
