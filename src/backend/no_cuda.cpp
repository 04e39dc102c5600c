// A build without CUDA: replaces cuda/backend.cpp.
#include "backend/cuda.hpp"
#include "killshot/error.hpp"

namespace killshot {

namespace {

constexpr auto problem =
    "this build has no CUDA backend (it was configured without one); configure it with -DKILLSHOT_CUDA=ON, or use "
    "--backend cpu";

}  // namespace

bool has_cuda() { return false; }

CudaSurvey survey_cuda() { return {.problem = problem, .driver = {}, .devices = {}}; }

std::unique_ptr<CudaBackend> make_cuda_backend() { throw Error(problem); }

}  // namespace killshot
