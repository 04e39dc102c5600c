#include "check.hpp"

#include <fmt/format.h>

#include "killshot/error.hpp"

namespace killshot::cuda {

std::string problem_of(cudaError_t error, const char* doing) {
    const auto told = [&](const char* problem, const char* what_to_do) {
        return fmt::format("{} ({}: {}); {}", problem, doing, cudaGetErrorString(error), what_to_do);
    };
    switch (error) {
        case cudaErrorNoDevice:
            return told("no NVIDIA card was found",
                        "look at nvidia-smi and CUDA_VISIBLE_DEVICES, or use --backend cpu");
        case cudaErrorInsufficientDriver:
            return told("the NVIDIA driver is missing or too old",
                        "install one that runs CUDA 13 (nvidia-smi names its version), or use --backend cpu");
        case cudaErrorSystemNotReady:
            return told("the machine's cards are not ready: its fabric manager is not running",
                        "start nvidia-fabricmanager of the driver's version, or use --backend cpu");
        case cudaErrorSystemDriverMismatch:
            return told("the NVIDIA driver in the kernel is not the one of the libraries",
                        "restart the machine after an update of the driver, or use --backend cpu");
        case cudaErrorNoKernelImageForDevice:
        case cudaErrorUnsupportedPtxVersion:
            return told("this build has no code for the card",
                        "configure with CMAKE_CUDA_ARCHITECTURES for it (killshot devices names it), "
                        "or use --backend cpu");
        case cudaErrorMemoryAllocation:
            return told("the card's memory is full", "end what else uses it (nvidia-smi), or use --backend cpu");
        case cudaErrorDevicesUnavailable:
            return told("the card is in use by another process alone",
                        "wait for it, choose another with CUDA_VISIBLE_DEVICES, or use --backend cpu");
        case cudaErrorECCUncorrectable:
        case cudaErrorLaunchFailure:
        case cudaErrorHardwareStackError:
        case cudaErrorIllegalAddress:
        case cudaErrorUnknown:
            return told("the card was lost in the middle of the work",
                        "look at dmesg and nvidia-smi; nothing was written, so run again, or use --backend cpu");
        default:
            return told("the card could not do what was asked", "run again, or use --backend cpu");
    }
}

void check(cudaError_t error, const char* doing) {
    if (error != cudaSuccess) {
        static_cast<void>(cudaGetLastError());  // Otherwise the next call would report it again.
        throw Error(problem_of(error, doing));
    }
}

}  // namespace killshot::cuda
