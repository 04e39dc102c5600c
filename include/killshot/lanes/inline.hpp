/// The project's only portability macro. Everything that a kernel calls is forced inline: no function compiled for one
/// instruction set can then be linked into code for another, and nvcc compiles the same text for host and device.
#pragma once

#if defined(__CUDACC__)
#define KS_INLINE __host__ __device__ __forceinline__
#else
#define KS_INLINE inline __attribute__((always_inline))
#endif
