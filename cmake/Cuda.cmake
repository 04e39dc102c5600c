# The CUDA compiler and its flags, included if KILLSHOT_CUDA is on.
# The toolkit that scripts/setup-cuda.sh installs into .cuda-toolkit is preferred to the machine's own.
set(toolkit ${PROJECT_SOURCE_DIR}/.cuda-toolkit/cuda)
if(NOT DEFINED CMAKE_CUDA_COMPILER AND NOT DEFINED ENV{CUDACXX})
  find_program(KILLSHOT_NVCC nvcc HINTS ${toolkit}/bin PATHS /usr/local/cuda/bin)
  if(NOT KILLSHOT_NVCC)
    message(FATAL_ERROR "KILLSHOT_CUDA is on, but nvcc was not found; run scripts/setup-cuda.sh, which installs it "
      "into .cuda-toolkit, or set CMAKE_CUDA_COMPILER")
  endif()
  set(CMAKE_CUDA_COMPILER ${KILLSHOT_NVCC})
endif()

# Machine code for the A100, H100 and B200 and their families; PTX for later cards.
if(NOT DEFINED CMAKE_CUDA_ARCHITECTURES)
  set(CMAKE_CUDA_ARCHITECTURES 80-real 90-real 100 CACHE STRING "Cards to build code for")
endif()
enable_language(CUDA)
# CMake 3.25.1 does not know that nvcc supports C++20.
if(NOT DEFINED CMAKE_CUDA20_STANDARD_COMPILE_OPTION)
  set(CMAKE_CUDA20_STANDARD_COMPILE_OPTION -std=c++20)
endif()
set(CMAKE_CUDA_STANDARD 20)
# Targets link the runtime explicitly.
set(CMAKE_CUDA_RUNTIME_LIBRARY None)
find_package(CUDAToolkit 13.0 REQUIRED)

# These flags give the CPU's bits: only explicit fma, no flushing of denormals to zero, IEEE division and square root.
set(KILLSHOT_CUDA_FLAGS -fmad=false -ftz=false -prec-div=true -prec-sqrt=true -Werror=all-warnings)
# Without this wrapper namespace, CUB puts the list of cards into the names of its kernels, and they would differ
# between calls of nvcc.
list(APPEND KILLSHOT_CUDA_FLAGS -DTHRUST_CUB_WRAPPED_NAMESPACE=cccl)
