/// Checks CUDA calls: a failed one throws an Error that says what to do.
#pragma once

#include <string>

#include <cuda_runtime_api.h>

namespace killshot::cuda {

/// Describes a failed call as "problem (why); what to do". `doing` says what the call was for: "copying the tables to
/// the card".
[[nodiscard]] std::string problem_of(cudaError_t error, const char* doing);

/// Throws Error if the call failed.
void check(cudaError_t error, const char* doing);

}  // namespace killshot::cuda
