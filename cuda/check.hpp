/// Every CUDA call is checked: what fails is thrown as an Error that says what to do.
#pragma once

#include <string>

#include <cuda_runtime_api.h>

namespace killshot::cuda {

/// "problem (why); what to do" of a failed call. `doing`: what it was for, "copying the tables to the card".
[[nodiscard]] std::string problem_of(cudaError_t error, const char* doing);

/// Throws Error where the call has failed.
void check(cudaError_t error, const char* doing);

}  // namespace killshot::cuda
