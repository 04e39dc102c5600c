/// The CUDA backend: the same model headers, a network a lane, and the CPU's integers bit for bit.
///
/// A build without CUDA has these functions too; they say that it has none. Run in emulation, never on a GPU yet:
/// docs/gpu.md, tests/cuda_on_cpu.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "killshot/backend.hpp"

namespace killshot {

/// Whether this build has the CUDA backend.
[[nodiscard]] bool has_cuda();

struct CudaDevice {
    std::string name;
    int compute_major{}, compute_minor{};
    int n_multiprocessors{};
    std::int64_t memory_bytes{};
    bool has_code{};  // this build holds code that it can run
};

/// What this build and machine have of CUDA.
struct CudaSurvey {
    std::string problem;  // why there is none: "problem (why); what to do"; empty where there are devices
    std::string driver;   // the newest CUDA that the driver can run: "13.0"; empty where there is no driver
    std::vector<CudaDevice> devices;
};
[[nodiscard]] CudaSurvey survey_cuda();

/// Paths that one launch of the kernels can take; a run of more is several launches, in two streams by turns.
inline constexpr std::int64_t cuda_paths_per_launch = 65504;
/// Backends on one card that find room beside each other: while one copies its tally and the host takes it up, others
/// simulate. Each is for one thread at a time.
inline constexpr int cuda_runs_at_once = 8;

/// Seconds of a run by the card's own clock. Launches in two streams overlap, so only those of a run of one launch are
/// its kernels' own.
struct CudaTimes {
    double tables{};    // to the card; counts set to 0
    double simulate{};  // all paths through all steps
    double count{};     // of what they left at report dates
    double tally{};     // back to the host
    double all{};       // from the first of these to the last
};

class CudaBackend : public Backend {
  public:
    /// Of the last run.
    [[nodiscard]] virtual CudaTimes times() const = 0;
};

/// Runs on the first device (CUDA_VISIBLE_DEVICES chooses). Throws Error when there is none that this build can use.
[[nodiscard]] std::unique_ptr<CudaBackend> make_cuda_backend();

}  // namespace killshot
