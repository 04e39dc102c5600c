/// A backend runs a slice of a scenario's paths and counts what happened. All backends give the same integers.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "killshot/inputs.hpp"
#include "killshot/model/tables.hpp"
#include "killshot/tally/summaries.hpp"

namespace killshot {

/// Paths first_path .. first_path + n_paths - 1. first_path is a multiple of 8, so that slices share no byte of
/// kill_bits.
struct PathSlice {
    std::int64_t first_path{}, n_paths{};
};

/// Called now and then, from any thread but one at a time, with the number of paths finished since the last call.
using Progress = std::function<void(std::int64_t paths_done)>;

class Backend {
  public:
    virtual ~Backend() = default;

    /// "cpu", "cuda"
    [[nodiscard]] virtual std::string_view name() const = 0;
    /// The instruction set or device that does the work: "avx2", "scalar", "sm_90".
    [[nodiscard]] virtual std::string_view isa() const = 0;
    /// A person's description of the device: processor and threads, or card.
    [[nodiscard]] virtual std::string device() const = 0;

    /// Runs the slice and adds its counts to `tally`. stances: of each network, for n_all_of_stance. One run at a time.
    virtual void run(const ScenarioTable<float>& table, const std::vector<Stance>& stances, std::uint64_t seed,
                     PathSlice slice, Tally& tally, const Progress& progress) = 0;

    /// Runs the slice, which is all that a scenario has, and summarises its histograms with the ranks: the numbers of
    /// run() and summarize(). `tally` must be empty; it gets everything but the histograms, whose counts in it are then
    /// unspecified.
    [[nodiscard]] virtual Summaries summarize_run(const ScenarioTable<float>& table, const std::vector<Stance>& stances,
                                                  std::uint64_t seed, PathSlice slice, const SummaryRanks& ranks,
                                                  Tally& tally, const Progress& progress) {
        run(table, stances, seed, slice, tally, progress);
        return summarize(tally, ranks);
    }
};

/// A backend, and why it is not the card where `auto` did not take it.
struct BackendChoice {
    std::unique_ptr<Backend> backend;
    std::string why_not_cuda;  // and what to do; empty where the card was taken, or where this build has no CUDA
};

/// name: "cpu", "cuda", or "auto" (cuda where this build has it, a card is there, and the work takes the CPU longer
/// than a card takes to start; else cpu). threads 0: one per hardware thread. isa: "auto" (the fastest that this
/// machine runs), "scalar", "sse", "avx2" or "avx512". threads and isa apply to the CPU. network_path_steps: of all
/// that the backend is to do, networks times months times paths. Throws Error where the named backend or instruction
/// set is not available.
[[nodiscard]] BackendChoice make_backend(std::string_view name, int threads = 0, std::string_view isa = "auto",
                                         double network_path_steps = std::numeric_limits<double>::infinity());

}  // namespace killshot
