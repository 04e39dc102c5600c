#include "backend/choice.hpp"

#include <algorithm>
#include <thread>

#include <fmt/format.h>

#include "backend/cpu.hpp"
#include "backend/cuda.hpp"
#include "backend/isa.hpp"
#include "killshot/backend.hpp"
#include "killshot/error.hpp"

namespace killshot {

std::string why_no_card_pays(double network_path_steps, double network_path_steps_per_second, double start_seconds) {
    const double seconds = network_path_steps / network_path_steps_per_second;
    if (seconds >= start_seconds) return {};
    return fmt::format(
        "it takes about {:.2g} s there, and a card about {:.2g} s to start; "
        "--backend cuda takes the card nevertheless",
        seconds, start_seconds);
}

BackendChoice make_backend(std::string_view name, int threads, std::string_view isa, double network_path_steps) {
    if (name == "cuda") {
        return {make_cuda_backend(), {}};
    }
    std::string why_not_cuda;
    if (name == "auto" && has_cuda()) {
        const int n_threads =
            threads > 0 ? threads : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
        why_not_cuda = why_no_card_pays(network_path_steps, n_threads * find_isa(isa).network_path_steps_per_second,
                                        cuda_start_seconds);
        if (why_not_cuda.empty()) {
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
