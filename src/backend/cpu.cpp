#include <algorithm>
#include <atomic>
#include <exception>
#include <fstream>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "backend/cpu.hpp"
#include "backend/isa.hpp"
#include "backend/thread_counts.hpp"
#include "killshot/backend.hpp"
#include "killshot/error.hpp"

namespace killshot {

namespace {

constexpr std::int64_t paths_per_chunk = 1024;  // that a thread takes at a time; a multiple of every kernel's block
constexpr std::int64_t max_paths_between_merges = std::int64_t{1} << 31;  // histograms count in 32 bits
constexpr int max_threads = 4096;

std::string processor_name() {
    std::ifstream cpuinfo("/proc/cpuinfo");
    for (std::string line; std::getline(cpuinfo, line);) {
        if (line.starts_with("model name")) {
            return line.substr(std::min(line.size(), line.find(':') + 2));
        }
    }
    return "unknown processor";
}

class CpuBackend final : public Backend {
  public:
    CpuBackend(int threads, const Isa& isa)
        : threads_(threads > 0 ? threads : std::max(1, static_cast<int>(std::thread::hardware_concurrency()))),
          isa_(isa) {}

    [[nodiscard]] std::string_view name() const override { return "cpu"; }
    [[nodiscard]] std::string_view isa() const override { return isa_.name; }
    [[nodiscard]] std::string device() const override {
        return fmt::format("{}, {} thread{}", processor_name(), threads_, threads_ == 1 ? "" : "s");
    }

    void run(const ScenarioTable<float>& table, const std::vector<Stance>& stances, std::uint64_t seed, PathSlice slice,
             Tally& tally, const Progress& progress) override {
        simulate(table, stances, seed, slice, tally, progress, [&](ThreadCounts& mine) { mine.add_to(tally); });
    }

    [[nodiscard]] Summaries summarize_run(const ScenarioTable<float>& table, const std::vector<Stance>& stances,
                                          std::uint64_t seed, PathSlice slice, const SummaryRanks& ranks, Tally& tally,
                                          const Progress& progress) override {
        if (threads_for(slice) > 1 || slice.n_paths >= max_paths_between_merges)
            return Backend::summarize_run(table, stances, seed, slice, ranks, tally, progress);
        Summaries summaries;
        simulate(table, stances, seed, slice, tally, progress,
                 [&](ThreadCounts& mine) { summaries = mine.summarize_to(tally, ranks); });
        return summaries;
    }

  private:
    [[nodiscard]] std::size_t threads_for(PathSlice slice) const {
        const std::int64_t n_chunks = (slice.n_paths + paths_per_chunk - 1) / paths_per_chunk;
        return static_cast<std::size_t>(std::clamp<std::int64_t>(n_chunks, 1, threads_));
    }
    /// finish: what a thread does with its counts at the end. One thread at a time.
    template <class Finish>
    void simulate(const ScenarioTable<float>& table, const std::vector<Stance>& stances, std::uint64_t seed,
                  PathSlice slice, Tally& tally, const Progress& progress, const Finish& finish);

    int threads_;
    const Isa& isa_;
    std::vector<ThreadCounts> counts_;  // one per thread, reused: clearing the used part is cheaper than new memory
};

template <class Finish>
void CpuBackend::simulate(const ScenarioTable<float>& table, const std::vector<Stance>& stances, std::uint64_t seed,
                          PathSlice slice, Tally& tally, const Progress& progress, const Finish& finish) {
    const TallyLayout& layout = tally.layout();
    std::vector<std::int32_t> date_of_step(static_cast<std::size_t>(table.n_steps), -1);
    for (int date = 0; date < layout.n_dates(); ++date) {
        date_of_step[static_cast<std::size_t>(layout.report_steps()[static_cast<std::size_t>(date)])] = date;
    }
    std::vector<std::uint8_t> stance_codes(stances.size());
    std::transform(stances.begin(), stances.end(), stance_codes.begin(),
                   [](Stance s) { return static_cast<std::uint8_t>(s); });

    std::atomic<std::int64_t> next{0};
    std::mutex merging;
    std::exception_ptr failure;

    const auto work = [&](ThreadCounts& mine) {
        try {
            std::int64_t unmerged = 0;
            for (std::int64_t first; (first = next.fetch_add(paths_per_chunk)) < slice.n_paths;) {
                const std::int64_t n_paths = std::min(paths_per_chunk, slice.n_paths - first);
                isa_.kernels.run({&table, stance_codes.data(), date_of_step.data(), layout.n_dates(), seed,
                                  slice.first_path + first, n_paths, mine.counts(tally), mine.buffer(),
                                  mine.history()});
                unmerged += n_paths;
                if (progress || unmerged >= max_paths_between_merges) {
                    const std::scoped_lock lock(merging);
                    if (unmerged >= max_paths_between_merges) {
                        mine.add_to(tally);
                        unmerged = 0;
                    }
                    if (progress) {
                        progress(n_paths);
                    }
                }
            }
            const std::scoped_lock lock(merging);
            finish(mine);
        } catch (...) {
            const std::scoped_lock lock(merging);
            failure = std::current_exception();
            next = slice.n_paths;
        }
    };

    const std::size_t n_threads = threads_for(slice);
    if (!counts_.empty() && !counts_.front().fits(layout)) {
        counts_.clear();
    }
    while (counts_.size() < n_threads) {
        counts_.emplace_back(layout);
    }
    std::vector<std::jthread> others;
    for (std::size_t t = 1; t < n_threads; ++t) {
        others.emplace_back(work, std::ref(counts_[t]));
    }
    work(counts_.front());
    others.clear();
    if (failure) {
        counts_.clear();
        std::rethrow_exception(failure);
    }
}

}  // namespace

std::unique_ptr<Backend> make_cpu_backend(int threads, std::string_view isa) {
    if (threads < 0 || threads > max_threads) {
        throw Error(fmt::format("cannot use {} threads (the limit is {}); use 0 for one per hardware thread", threads,
                                max_threads));
    }
    return std::make_unique<CpuBackend>(threads, find_isa(isa));
}

}  // namespace killshot
