/// The backend that a user names.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "killshot/backend/backend.hpp"

namespace killshot {

struct BackendChoice {
    std::unique_ptr<Backend> backend;
    std::string why_not_cuda;  // of "auto", where this build has CUDA and cannot use it here: as Error says it
};

/// name: "cpu", "cuda", or "auto": cuda where this build has it and a card is there, else cpu. threads and isa are the
/// CPU's. Throws Error when what is named cannot be had.
[[nodiscard]] BackendChoice make_backend(std::string_view name, int threads, std::string_view isa);

}  // namespace killshot
