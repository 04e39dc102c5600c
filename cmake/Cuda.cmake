# The CUDA compiler and its flags. Included where KILLSHOT_CUDA is on.
# scripts/setup-cuda.sh installs the toolkit into .cuda-toolkit; else the machine's own is taken.
set(toolkit ${PROJECT_SOURCE_DIR}/.cuda-toolkit/cuda)
if(NOT DEFINED CMAKE_CUDA_COMPILER AND NOT DEFINED ENV{CUDACXX})
  find_program(KILLSHOT_NVCC nvcc HINTS ${toolkit}/bin PATHS /usr/local/cuda/bin)
  if(NOT KILLSHOT_NVCC)
    message(FATAL_ERROR "KILLSHOT_CUDA: nvcc is missing; run scripts/setup-cuda.sh, which installs it into "
      ".cuda-toolkit, or set CMAKE_CUDA_COMPILER")
  endif()
  set(CMAKE_CUDA_COMPILER ${KILLSHOT_NVCC})
endif()

# Real code for the A100, the H100 and the B200 and their kin; PTX for what comes after.
if(NOT DEFINED CMAKE_CUDA_ARCHITECTURES)
  set(CMAKE_CUDA_ARCHITECTURES 80-real 90-real 100 CACHE STRING "Cards to build code for")
endif()
enable_language(CUDA)
# CMake 3.25.1 has not heard that nvcc takes C++20.
if(NOT DEFINED CMAKE_CUDA20_STANDARD_COMPILE_OPTION)
  set(CMAKE_CUDA20_STANDARD_COMPILE_OPTION -std=c++20)
endif()
set(CMAKE_CUDA_STANDARD 20)
# Which runtime a program is linked with is decided below.
set(CMAKE_CUDA_RUNTIME_LIBRARY None)
find_package(CUDAToolkit 13.0 REQUIRED)

# The CPU's bits: what is fused is written as fma, nothing is flushed to zero, division and root are IEEE's.
set(KILLSHOT_CUDA_FLAGS -fmad=false -ftz=false -prec-div=true -prec-sqrt=true -Werror=all-warnings)
# CUB's names carry the list of cards unless there is a namespace around them: with one, a kernel of it has the same
# name in every call of nvcc.
list(APPEND KILLSHOT_CUDA_FLAGS -DTHRUST_CUB_WRAPPED_NAMESPACE=cccl)
