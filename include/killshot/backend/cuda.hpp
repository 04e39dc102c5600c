/// The CUDA backend: the same model headers, a network a lane, and the CPU's integers bit for bit.
///
/// A build without CUDA has these functions too; they say that it has none. Run in emulation, never on a GPU yet:
/// docs/gpu.md, tests/cuda_on_cpu.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "killshot/backend/backend.hpp"

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

/// Runs on the first device (CUDA_VISIBLE_DEVICES chooses). Throws Error when there is none that this build can use.
[[nodiscard]] std::unique_ptr<Backend> make_cuda_backend();

}  // namespace killshot
