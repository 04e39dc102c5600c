/// A backend runs a slice of a scenario's paths and counts what happened. All backends give the same integers.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "killshot/inputs.hpp"
#include "killshot/model/tables.hpp"
#include "killshot/tally/tally.hpp"

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
};

/// A backend, and why it is not the card where `auto` could not take it.
struct BackendChoice {
    std::unique_ptr<Backend> backend;
    std::string why_not_cuda;  // an Error's text; empty where the card was taken, or where this build has no CUDA
};

/// name: "cpu", "cuda", or "auto" (cuda where this build has it and a card is there, else cpu). threads 0: one per
/// hardware thread. isa: "auto" (the fastest that this machine runs), "scalar", "sse", "avx2" or "avx512". threads and
/// isa apply to the CPU. Throws Error where the named backend or instruction set is not available.
[[nodiscard]] BackendChoice make_backend(std::string_view name, int threads = 0, std::string_view isa = "auto");

}  // namespace killshot
