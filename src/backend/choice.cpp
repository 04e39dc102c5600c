#include <algorithm>
#include <thread>

#include <fmt/format.h>

#include "backend/cpu.hpp"
#include "backend/cuda.hpp"
#include "backend/isa.hpp"
#include "killshot/backend.hpp"
#include "killshot/error.hpp"

namespace killshot {

namespace {

double seconds_on_cpu(double network_path_steps, int threads, std::string_view isa) {
    const int n_threads = threads > 0 ? threads : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    return network_path_steps / (n_threads * find_isa(isa).network_path_steps_per_second);
}

}  // namespace

BackendChoice make_backend(std::string_view name, int threads, std::string_view isa, double network_path_steps) {
    if (name == "cuda") {
        return {make_cuda_backend(), {}};
    }
    std::string why_not_cuda;
    if (name == "auto" && has_cuda()) {
        const double seconds = seconds_on_cpu(network_path_steps, threads, isa);
        if (seconds < cuda_start_seconds) {
            why_not_cuda = fmt::format(
                "it takes about {:.2g} s there, and a card about {:.2g} s to start; "
                "--backend cuda takes the card nevertheless",
                seconds, cuda_start_seconds);
        } else {
            try {
                return {make_cuda_backend(), {}};
            } catch (const Error& error) {
                why_not_cuda = error.what();
            }
        }
    }
    return {make_cpu_backend(threads, isa), why_not_cuda};
}

}  // namespace killshot
