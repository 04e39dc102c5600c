/// The CUDA backend: the same model headers with one network per lane, and the same integers as the CPU.
///
/// A build without CUDA has these functions as well; they report that it has no CUDA (backend/no_cuda.cpp).
/// Verified by tests/cuda_on_cpu/emulated_backend_test.cpp in emulation; docs/gpu.md says what ran on a GPU.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "killshot/backend.hpp"

namespace killshot {

/// True if this build has the CUDA backend.
[[nodiscard]] bool has_cuda();

struct CudaDevice {
    std::string name;
    int compute_major{}, compute_minor{};
    int n_multiprocessors{};
    std::int64_t memory_bytes{};
    bool has_code{};  // true if this build contains code that the device can run
};

/// What a process needs to start using a card: an assumption, since no card has been measured yet (docs/gpu.md).
inline constexpr double cuda_start_seconds = 1;

/// The CUDA devices of this machine.
struct CudaSurvey {
    std::string problem;  // why there is no device: "problem (why); what to do"; empty if there is one
    std::string driver;   // the newest CUDA version that the driver supports: "13.0"; empty without a driver
    std::vector<CudaDevice> devices;
};
[[nodiscard]] CudaSurvey survey_cuda();

/// The most paths of one launch. A longer run makes several launches and alternates between two streams.
inline constexpr std::int64_t cuda_paths_per_launch = 65536;
/// The most backends that fit on one card. While one copies its counts and the host makes its row, others simulate. A
/// backend must be used by one thread at a time.
inline constexpr int cuda_runs_at_once = 8;

/// The stages of a run in seconds, by the card's clock. The launches of a longer run overlap, so the stages measure the
/// kernels themselves only for a run of a single launch.
struct CudaTimes {
    double tables{};    // copying the tables to the card and clearing the counts
    double simulate{};  // all steps of all paths
    double count{};     // counting the outputs at report dates
    double tally{};     // copying the tally to the host, or summarising it and copying the rest
    double all{};       // from the first to the last of these
};

class CudaBackend : public Backend {
  public:
    /// The times of the last run.
    [[nodiscard]] virtual CudaTimes times() const = 0;
    /// What a path of the last run stored in the card's memory and loaded again, once each: the sector's steps, for the
    /// networks, and the values at report dates, for counting. Counts are not in it.
    [[nodiscard]] virtual std::int64_t bytes_per_path() const = 0;
};

/// Uses one of the devices that CUDA_VISIBLE_DEVICES leaves, which may be instances of MIG: the first, or that of the
/// process's local rank, so that the processes of a machine share its cards. Throws Error if this build can use none.
[[nodiscard]] std::unique_ptr<CudaBackend> make_cuda_backend();

}  // namespace killshot
