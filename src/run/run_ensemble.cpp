#include "run/run_ensemble.hpp"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <new>
#include <optional>
#include <system_error>
#include <thread>

#include <fmt/format.h>

#include "killshot/error.hpp"
#include "results/writer.hpp"
#include "run/assembler.hpp"
#include "run/ledger.hpp"
#include "run/memory.hpp"
#include "run/ranks.hpp"
#include "run/scenario_paths.hpp"
#include "run/tally_pool.hpp"
#include "tables/tally_layout.hpp"

namespace killshot {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t pieces_per_worker = 4;  // with fewer, one worker idles while another runs the last

double seconds_between(Clock::time_point start, Clock::time_point end) {
    return std::chrono::duration<double>(end - start).count();
}

double seconds_since(Clock::time_point start) { return seconds_between(start, Clock::now()); }

/// Whether the record belongs to the ensemble's scenario as it is now.
bool belongs_to(const Record& record, const Ensemble& ensemble, const Request& request) {
    try {
        return record.scenario < ensemble.size() && record.key == key_of(ensemble.scenario(record.scenario), request);
    } catch (const Error&) {
        return false;
    }
}

void require_fitting(const Record& record, const Ensemble& ensemble, const Request& request,
                     const std::string& folder) {
    if (!belongs_to(record, ensemble, request)) {
        const std::string name =
            record.scenario < ensemble.size() ? fmt::format(" ({})", ensemble.name(record.scenario)) : "";
        throw Error(fmt::format(
            "{0}: holds scenario {1}{2} with other inputs than it has now; give the scenario file and --set of that "
            "run, or delete {0} to start anew",
            folder, record.scenario, name));
    }
    const std::int64_t paths = ensemble.scenario(record.scenario).paths;
    const PathSlice& last = record.slices.back();
    if (last.first_path + last.n_paths > paths || (!record.is_finished && record.paths() == paths))
        throw Error(fmt::format("{}: counts paths of scenario {} that it does not have; delete it to start anew",
                                folder, ensemble.name(record.scenario)));
}

/// Loads the shards of an interrupted run, or makes sure that there are none.
void load_shards(Shards& shards, const Ensemble& ensemble, const RunOptions& options) {
    const std::string folder = Shards::folder_of(options.file).string();
    if (!options.resume) {
        if (!Shards::are_kept_for(options.file)) return;
        throw Error(
            fmt::format("{}: holds finished work of an interrupted run; continue it with --resume, or delete "
                        "the folder to start anew",
                        folder));
    }
    shards.load();
    for (const Record& record : shards.known()) {
        require_fitting(record, ensemble, options.request, folder);
        if (options.progress)
            options.progress(record.is_finished ? ensemble.scenario(record.scenario).paths : record.paths());
    }
}

/// Works with the threads of this process.
void work_with_threads(const Ensemble& ensemble, const RunOptions& options, WorkSource& source, TallyPool& tallies,
                       const Progress& progress) {
    const int n_workers = workers_for(ensemble, options);
    const auto work = [&](int threads) {
        try {
            const auto backend = options.make_backend(threads);
            do_work(ensemble, options.request, source, *backend, tallies, progress);
        } catch (...) {
            source.stop(std::current_exception());
        }
    };
    std::vector<std::jthread> others;
    try {
        for (int worker = 1; worker < n_workers; ++worker) others.emplace_back(work, 1);
    } catch (const std::system_error&) {
        // The system allows no more threads: those that there are do all the work.
    }
    work(n_workers > 1 ? 1 : options.threads);
}

/// Says in words what the system has refused; other errors pass.
[[noreturn]] void rethrow_with_remedy(const std::exception_ptr& error) {
    constexpr const char* remedy = "give fewer --threads or --paths, or raise the limit (ulimit -v, ulimit -u)";
    try {
        std::rethrow_exception(error);
    } catch (const std::bad_alloc&) {
        throw Error(fmt::format("out of memory; {}", remedy));
    } catch (const std::system_error& refused) {
        throw Error(fmt::format("the system cannot start a thread ({}); {}", refused.code().message(), remedy));
    }
}

/// On other ranks than 0: draws this rank's part of the beliefs.
void draw_part(const Ensemble& ensemble, const RunOptions& options) {
    const BeliefOptions& beliefs = options.beliefs;
    std::string draws, error;
    try {
        draws = encode_part(draw_beliefs(ensemble, beliefs, {}), beliefs);
    } catch (const std::exception& failure) {
        error = failure.what();
    }
    options.ranks->give_draws(draws, error);
}

/// A run in progress: what its workers share.
class Run {
  public:
    Run(const Ensemble& ensemble, const RunOptions& options, RunMetadata metadata)
        : ensemble_(ensemble), options_(options), paths_(ensemble), frame_(frame()),
          identity_(ShardIdentity::of(ensemble.base(), options.request, options.part, frame_ ? &*frame_ : nullptr)),
          shards_(Shards::folder_of(options.file), identity_) {
        // The file is locked from here on, so that no other run of this name reads or writes the shards.
        if (frame_) {
            writer_.emplace(options.file, std::move(metadata), *std::exchange(frame_, std::nullopt), options.existing);
            assembler_.emplace(ensemble, shards_, tallies_, *writer_);
        } else {
            slice_.emplace(options.file, options.existing, "make room or give another -o");
        }
        load_shards(shards_, ensemble, options);
        shards_.adopt(options.merged);
        ledger_.emplace(ensemble, paths_, options.request, options.part, shards_, tallies_,
                        assembler_ ? &*assembler_ : nullptr,
                        [this](std::int64_t scenario, const std::string& reason) { on_failure(scenario, reason); });
    }

    void work() {
        Progress progress;
        if (options_.progress) progress = [this](std::int64_t paths) { report(paths); };
        const SharedDraws shared{[this] { return draws_are_wanted(); },
                                 [this](int part, std::string draws, std::string error) {
                                     take_draws(part, std::move(draws), std::move(error));
                                 }};
        std::jthread preparing, serving;
        if (options_.ranks != nullptr)
            serving = std::jthread([&] { options_.ranks->serve(*ledger_, shared, progress); });
        try {
            preparing = std::jthread([this] { prepare(); });
            work_with_threads(ensemble_, options_, *ledger_, tallies_, progress);
            draw(progress);
        } catch (...) {
            ledger_->stop(std::current_exception());
        }
    }

    RunOutcome finish(std::vector<std::pair<std::string, double>> stages, Clock::time_point start) {
        try {
            if (ledger_->reason()) rethrow_with_remedy(ledger_->reason());
            rethrow_failure_of_draws();
            if (slice_) {
                write_slice(start);
            } else {
                write_result(std::move(stages), start);
            }
        } catch (const Error& error) {
            throw Error(error.what() + keep_finished_work());
        } catch (...) {
            keep_finished_work();
            throw;
        }
        shards_.remove();
        std::ranges::sort(outcome_.failed);
        return std::move(outcome_);
    }

  private:
    /// Of the result; a part has none.
    std::optional<ResultFrame> frame() const {
        if (!options_.part.is_whole()) return std::nullopt;
        ResultFrame frame = ResultFrame::of(ensemble_, paths_.most());
        frame.outputs = options_.input.outputs;
        return frame;
    }

    void write_result(std::vector<std::pair<std::string, double>> stages, Clock::time_point start) {
        assembler_->write_ready_rows();
        const bool has_draws = draws_.size() > 0;
        outcome_.seconds = has_draws ? seconds_between(start, ledger_->counted_at()) : seconds_since(start);
        outcome_.paths_run = ledger_->paths_run();
        stages.emplace_back("simulate", outcome_.seconds);
        const Inputs& inputs = ensemble_.base().inputs;
        const double steps = static_cast<double>(inputs.networks.size()) * static_cast<double>(inputs.months) *
                             static_cast<double>(outcome_.paths_run);
        if (has_draws) finish_draws(stages);
        outcome_.digest = writer_->finish({std::move(stages), steps / outcome_.seconds, assembler_->writing_seconds()},
                                          has_draws ? &draws_ : nullptr);
    }

    void write_slice(Clock::time_point start) {
        outcome_.seconds = seconds_since(start);
        outcome_.paths_run = ledger_->paths_run();
        SliceFile file{options_.part, options_.input, {identity_, ledger_->partial_records(), {}}};
        for (const Record& known : shards_.known())
            if (known.is_finished) file.shard.records.push_back(shards_.get(known.scenario).value());
        slice_->write(slice_bytes(file));
        slice_->complete();
    }

    /// Not of a batch, nor of a scenario that has failed.
    bool draws_are_wanted() {
        const std::scoped_lock lock(mutex_);
        return ensemble_.is_single() && options_.beliefs.draws > 0 && outcome_.failed.empty() && !ledger_->reason();
    }

    /// Draws this process's part. What goes wrong matters only if the scenario itself does not fail.
    void draw(const Progress& progress) {
        if (!draws_are_wanted()) return;
        try {
            draws_ = draw_beliefs(ensemble_, options_.beliefs, progress);
        } catch (...) {
            draw_failure_ = std::current_exception();
        }
    }

    void take_draws(int part, std::string draws, std::string error) {
        if (options_.progress) report(options_.beliefs.draws_of(part) * options_.beliefs.progress_of_draw());
        parts_.push_back({part, std::move(draws), std::move(error)});
    }

    void finish_draws(std::vector<std::pair<std::string, double>>& stages) {
        for (const PartOfDraws& taken : parts_) put_part(taken.draws, taken.part, options_.beliefs, draws_);
        outcome_.belief_seconds = seconds_since(ledger_->counted_at());
        outcome_.digest_beliefs = digest(draws_);
        stages.emplace_back("beliefs", outcome_.belief_seconds);
    }

    void rethrow_failure_of_draws() const {
        if (!outcome_.failed.empty()) return;
        if (draw_failure_) std::rethrow_exception(draw_failure_);
        for (const PartOfDraws& taken : parts_)
            if (!taken.error.empty()) throw Error(fmt::format("rank {}: {}", taken.part, taken.error));
    }

    /// Stops the run at once where the result cannot be written.
    void prepare() {
        try {
            if (writer_) writer_->prepare();
        } catch (...) {
            ledger_->stop(std::current_exception());
        }
    }

    void on_failure(std::int64_t scenario, const std::string& reason) {
        if (options_.input.stop_on_error) {
            const bool has_others = ensemble_.size() > 1;
            const std::string name = has_others ? fmt::format("scenario {}: ", ensemble_.name(scenario)) : "";
            const char* remedy = has_others ? "; --on-error continue runs the other scenarios" : "";
            ledger_->stop(std::make_exception_ptr(Error(name + reason + remedy)));
        }
        const std::scoped_lock lock(mutex_);
        outcome_.failed.emplace_back(scenario, reason);
    }

    void report(std::int64_t paths) {
        const std::scoped_lock lock(mutex_);
        options_.progress(paths);
    }

    /// After an error: writes finished work to the disk and returns what to tell the user about it.
    std::string keep_finished_work() {
        writer_.reset();  // gives back the room that its part takes
        slice_.reset();
        try {
            ledger_->flush();
        } catch (const std::exception&) {
            // The error that ended the run is the one to report.
        }
        if (!Shards::are_kept_for(options_.file)) return "";
        return fmt::format("\nfinished work is kept in {}; once this is fixed, continue with --resume",
                           Shards::folder_of(options_.file).string());
    }

    const Ensemble& ensemble_;
    const RunOptions& options_;
    ScenarioPaths paths_;
    std::optional<ResultFrame> frame_;  // until the writer has it
    ShardIdentity identity_;
    Shards shards_;
    TallyPool tallies_;
    std::optional<ResultWriter> writer_;  // of a whole run
    std::optional<PartFile> slice_;       // of a part
    std::optional<Assembler> assembler_;
    std::optional<Ledger> ledger_;
    std::mutex mutex_;
    RunOutcome outcome_;
    BeliefDraws draws_;
    std::exception_ptr draw_failure_;
    struct PartOfDraws {
        int part;
        std::string draws, error;
    };
    std::vector<PartOfDraws> parts_;  // of other ranks
};

}  // namespace

RunOutcome run_ensemble(const Ensemble& ensemble, const RunOptions& options, RunMetadata metadata,
                        std::vector<std::pair<std::string, double>> stages) {
    const Clock::time_point start = Clock::now();
    require_address_space(layout_of(ensemble.base(), ScenarioPaths(ensemble).most()), options.threads);
    Run run(ensemble, options, std::move(metadata));
    run.work();
    return run.finish(std::move(stages), start);
}

std::int64_t paths_of(const Ensemble& ensemble, const Part& part) {
    const ScenarioPaths paths(ensemble);
    std::int64_t sum = 0;
    for (std::int64_t n = 0; n < ensemble.size(); ++n) sum += part.slice_of(n, ensemble.size(), paths.of(n)).n_paths;
    return sum;
}

void work_for_rank_0(const Ensemble& ensemble, const RunOptions& options) {
    require_address_space(layout_of(ensemble.base(), ScenarioPaths(ensemble).most()), options.threads);
    TallyPool tallies;
    work_with_threads(ensemble, options, options.ranks->remote(), tallies, {});
    if (options.ranks->is_to_draw()) draw_part(ensemble, options);
}

int workers_for(const Ensemble& ensemble, const RunOptions& options) {
    const int n_ranks = options.ranks != nullptr ? options.ranks->size() : 1;
    const std::int64_t paths = ScenarioPaths(ensemble).most();
    const std::int64_t pieces = ensemble.size() * ((paths + slice_paths(paths) - 1) / slice_paths(paths));
    if (!options.threads_share_runs)
        return static_cast<int>(std::clamp<std::int64_t>(pieces / n_ranks, 1, options.threads));
    return pieces >= pieces_per_worker * options.threads * n_ranks ? options.threads : 1;
}

}  // namespace killshot
