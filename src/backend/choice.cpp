#include "backend/cpu.hpp"
#include "backend/cuda.hpp"
#include "killshot/backend.hpp"
#include "killshot/error.hpp"

namespace killshot {

BackendChoice make_backend(std::string_view name, int threads, std::string_view isa) {
    if (name == "cuda") {
        return {make_cuda_backend(), {}};
    }
    std::string why_not_cuda;
    if (name == "auto" && has_cuda()) {
        try {
            return {make_cuda_backend(), {}};
        } catch (const Error& error) {
            why_not_cuda = error.what();
        }
    }
    return {make_cpu_backend(threads, isa), why_not_cuda};
}

}  // namespace killshot
