#include "run/run_batch.hpp"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "killshot/error.hpp"
#include "results/writer.hpp"
#include "run/assembler.hpp"
#include "run/ledger.hpp"
#include "run/ranks.hpp"
#include "run/scenario_paths.hpp"
#include "run/tally_pool.hpp"

namespace killshot {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t pieces_per_worker = 4;  // fewer, and one is idle while another does the last

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Whether the record is of this batch's scenario, as it is now.
bool is_of(const Record& record, const Ensemble& batch, const Request& request) {
    try {
        return record.scenario < batch.size() && record.key == key_of(batch.scenario(record.scenario), request);
    } catch (const Error&) {
        return false;
    }
}

/// Takes up the shards of an earlier run, or makes sure that there are none.
void take_up(Shards& shards, const Ensemble& batch, const BatchOptions& options) {
    const std::string folder = Shards::folder_of(options.file).string();
    if (!options.resume) {
        if (shards.count_files() == 0) return;
        throw Error(
            fmt::format("{}: holds what an earlier run has finished; go on with --resume, or remove it to start "
                        "anew",
                        folder));
    }
    shards.load();
    for (const Record& record : shards.known()) {
        if (!is_of(record, batch, options.request))
            throw Error(
                fmt::format("{}: holds scenario {}{} with other inputs than it has now; give the scenario file "
                            "and --set of that run, or remove {} to start anew",
                            folder, record.scenario,
                            record.scenario < batch.size() ? " (" + batch.name(record.scenario) + ")" : "", folder));
        const std::int64_t paths = batch.scenario(record.scenario).paths;
        const PathSlice& last = record.slices.back();
        if (last.first_path + last.n_paths > paths || (!record.is_finished && record.paths() == paths))
            throw Error(fmt::format("{}: counts paths of scenario {} that it does not have; remove it to start anew",
                                    folder, batch.name(record.scenario)));
        if (options.progress) options.progress(record.is_finished ? paths : record.paths());
    }
}

/// The ledger as other ranks see it: rows and shards are written by the threads of this one, so that no rank waits for
/// them.
class Desk final : public WorkSource {
  public:
    Desk(Ledger& ledger, const Progress& progress) : ledger_(ledger), progress_(progress) {}

    Answer poll(Work& work) override { return ledger_.poll(work); }
    std::optional<Work> next() override { return ledger_.next(); }
    void finish(WorkDone done) override {
        if (progress_) progress_(done.work.slice.n_paths);
        ledger_.take(std::move(done));
    }
    void fail(std::int64_t scenario, const std::string& reason) override { ledger_.fail(scenario, reason); }
    void stop(std::exception_ptr why) override { ledger_.stop(std::move(why)); }

  private:
    Ledger& ledger_;
    const Progress& progress_;
};

/// The threads of this process.
void work_with(const Ensemble& batch, const BatchOptions& options, WorkSource& source, TallyPool& tallies,
               const Progress& progress) {
    const int workers = workers_for(batch, options);
    const auto work = [&](int threads) {
        try {
            const auto backend = options.make_backend(threads);
            work_off(batch, options.request, source, *backend, tallies, progress);
        } catch (...) {
            source.stop(std::current_exception());
        }
    };
    std::vector<std::jthread> others;
    for (int worker = 1; worker < workers; ++worker) others.emplace_back(work, 1);
    work(workers > 1 ? 1 : options.threads);
}

/// A run in progress: what is shared by its workers.
class Run {
  public:
    Run(const Ensemble& batch, const BatchOptions& options, RunMetadata metadata)
        : batch_(batch), options_(options), paths_(batch),
          writer_(options.file, std::move(metadata), ResultFrame::of(batch, paths_.most()), options.existing),
          shards_(Shards::folder_of(options.file), ShardIdentity::of(batch.base(), options.request)),
          assembler_(batch, shards_, tallies_, writer_) {
        take_up(shards_, batch, options);
        ledger_.emplace(batch, paths_, options.request, shards_, assembler_,
                        [this](std::int64_t scenario, const std::string& reason) { on_failure(scenario, reason); });
    }

    void work() {
        Progress progress;
        if (options_.progress) progress = [this](std::int64_t paths) { report(paths); };
        const std::jthread preparing([this] { prepare(); });
        Desk desk(*ledger_, progress);
        std::jthread serving;
        if (options_.ranks != nullptr) serving = std::jthread([&] { options_.ranks->serve(desk); });
        work_with(batch_, options_, *ledger_, tallies_, progress);
    }

    BatchOutcome finish(std::vector<std::pair<std::string, double>> stages, Clock::time_point start) {
        try {
            if (ledger_->reason()) std::rethrow_exception(ledger_->reason());
            assembler_.write_ready_rows();
            outcome_.seconds = seconds_since(start);
            outcome_.paths_run = ledger_->paths_run();
            stages.emplace_back("simulate", outcome_.seconds);
            const Inputs& inputs = batch_.base().inputs;
            const double steps = static_cast<double>(inputs.networks.size()) * static_cast<double>(inputs.months) *
                                 static_cast<double>(outcome_.paths_run);
            outcome_.digest = writer_.finish({std::move(stages), steps / outcome_.seconds});
        } catch (const Error& error) {
            throw Error(error.what() + keep());
        } catch (...) {
            keep();
            throw;
        }
        shards_.remove();
        std::ranges::sort(outcome_.failed);
        return std::move(outcome_);
    }

  private:
    /// A file that cannot be made ends the run at once.
    void prepare() {
        try {
            writer_.prepare();
        } catch (...) {
            ledger_->stop(std::current_exception());
        }
    }

    void on_failure(std::int64_t scenario, const std::string& reason) {
        if (options_.stop_on_error) {
            const std::string name = batch_.size() > 1 ? fmt::format("scenario {}: ", batch_.name(scenario)) : "";
            const char* remedy = batch_.size() > 1 ? "; with --on-error continue, the others are run" : "";
            ledger_->stop(std::make_exception_ptr(Error(name + reason + remedy)));
        }
        const std::scoped_lock lock(mutex_);
        outcome_.failed.emplace_back(scenario, reason);
    }

    void report(std::int64_t paths) {
        const std::scoped_lock lock(mutex_);
        options_.progress(paths);
    }

    /// After an error: what is finished goes to the disk. Returns what to say of it.
    std::string keep() {
        try {
            ledger_->flush();
        } catch (const Error&) {
            // What could not be written was told already, or is what went wrong.
        }
        if (shards_.count_files() == 0) return "";
        return fmt::format("\nwhat is finished is kept in {}; once that is mended, go on with --resume",
                           Shards::folder_of(options_.file).string());
    }

    const Ensemble& batch_;
    const BatchOptions& options_;
    ScenarioPaths paths_;
    ResultWriter writer_;
    Shards shards_;
    TallyPool tallies_;
    Assembler assembler_;
    std::optional<Ledger> ledger_;
    std::mutex mutex_;
    BatchOutcome outcome_;
};

}  // namespace

BatchOutcome run_batch(const Ensemble& batch, const BatchOptions& options, RunMetadata metadata,
                       std::vector<std::pair<std::string, double>> stages) {
    const Clock::time_point start = Clock::now();
    Run run(batch, options, std::move(metadata));
    run.work();
    return run.finish(std::move(stages), start);
}

std::int64_t paths_of(const Ensemble& batch) {
    const ScenarioPaths paths(batch);
    std::int64_t sum = 0;
    for (std::int64_t n = 0; n < batch.size(); ++n) sum += paths.of(n);
    return sum;
}

void help_batch(const Ensemble& batch, const BatchOptions& options) {
    TallyPool tallies;
    work_with(batch, options, options.ranks->remote(), tallies, {});
}

int workers_for(const Ensemble& batch, const BatchOptions& options) {
    const int n_ranks = options.ranks != nullptr ? options.ranks->size() : 1;
    const std::int64_t paths = ScenarioPaths(batch).most();
    const std::int64_t pieces = batch.size() * ((paths + slice_paths(paths) - 1) / slice_paths(paths));
    if (!options.threads_share_runs)
        return static_cast<int>(std::clamp<std::int64_t>(pieces / n_ranks, 1, options.threads));
    return pieces >= pieces_per_worker * options.threads * n_ranks ? options.threads : 1;
}

}  // namespace killshot
