/// The project's one portability macro. Everything that a kernel calls is inlined into it, always: then no function
/// that was compiled for one instruction set can be linked into code for another, and nvcc takes the same text for host
/// and device.
#pragma once

#if defined(__CUDACC__)
#define KS_INLINE __host__ __device__ __forceinline__
#else
#define KS_INLINE inline __attribute__((always_inline))
#endif
