// Probes what the CUDA backend's speed and bits rest on, and prints it as JSON: divisions of zero against others, every
// reciprocal and root of a mantissa against the host's, additions to the same address, copies, and launches.
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <vector>

#include <nlohmann/json.hpp>

#include "bench/clock.hpp"
#include "cuda/memory.hpp"
#include "gpu_probes.cuh"

namespace killshot::bench {
namespace {

using nlohmann::ordered_json;

struct Size {
    int blocks, mantissas, launches;
    std::size_t copied_bytes;
};
constexpr Size full = {2112, 1 << 23, 1000, std::size_t{1} << 28U};
constexpr Size tiny = {2, 1 << 10, 3, std::size_t{1} << 12U};  // for emulation

class Probe {
  public:
    explicit Probe(const Size& size) : size_(size) {}

    ordered_json divisions() {
        numbers_.reserve(n_threads());
        const auto rate = [&](float numerator) {
            const double seconds = time([&] {
                cuda::check(launch_divisions(numbers_.data(), numerator, size_.blocks, stream_.get()), "dividing");
            });
            return static_cast<double>(n_threads()) * divisions_per_thread / seconds;
        };
        return {{"zero_per_second", rate(0.0F)}, {"one_per_second", rate(1.0F)}};
    }

    ordered_json reciprocals_and_roots() {
        const auto n = static_cast<std::size_t>(size_.mantissas);
        numbers_.reserve(2 * n);
        cuda::check(launch_reciprocals_and_roots(numbers_.data(), numbers_.data() + n, size_.mantissas, stream_.get()),
                    "computing reciprocals and roots");
        std::vector<float> results(2 * n);
        copy(results.data(), numbers_.data(), 2 * n * sizeof(float), cudaMemcpyDeviceToHost);
        std::int64_t n_wrong = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const float x = 1.0F + static_cast<float>(i) * 0x1p-23F;
            n_wrong += results[i] != 1.0F / x || results[n + i] != std::sqrt(x) ? 1 : 0;
        }
        return {{"mantissas", size_.mantissas}, {"different_from_host", n_wrong}};
    }

    ordered_json additions() {
        counts_.reserve(n_threads());
        ordered_json rates;
        for (const int n_counts : {1, 32, static_cast<int>(n_threads())}) {
            const double seconds = time([&] {
                cuda::check(launch_additions(counts_.data(), n_counts, size_.blocks, stream_.get()), "adding");
            });
            rates.push_back({{"addresses", n_counts},
                             {"per_second", static_cast<double>(n_threads()) * additions_per_thread / seconds}});
        }
        return rates;
    }

    ordered_json copies() {
        const std::size_t n = size_.copied_bytes;
        cuda::PinnedArray<char> host;
        cuda::DeviceArray<char> from, to;
        host.reserve(n);
        from.reserve(n);
        to.reserve(n);
        std::memset(host.data(), 1, n);
        const auto rate = [&](void* target, const void* source, cudaMemcpyKind kind) {
            return static_cast<double>(n) / time([&] { copy(target, source, n, kind); });
        };
        const double up = rate(from.data(), host.data(), cudaMemcpyHostToDevice);
        const double within = rate(to.data(), from.data(), cudaMemcpyDeviceToDevice);
        const double down = rate(host.data(), to.data(), cudaMemcpyDeviceToHost);
        return {{"to_card_bytes_per_second", up},
                {"within_card_bytes_per_second", within},
                {"to_host_bytes_per_second", down}};
    }

    ordered_json launches() {
        const auto launch_all = [&] {
            for (int i = 0; i < size_.launches; ++i) cuda::check(launch_nothing(stream_.get()), "launching");
        };
        const double seconds = time(launch_all);
        const double one = time_of(wall_seconds, [&] {
            cuda::check(launch_nothing(stream_.get()), "launching");
            end_.record(stream_);
            end_.wait();
        });
        return {{"seconds_each", seconds / size_.launches}, {"seconds_until_seen_by_host", one}};
    }

  private:
    [[nodiscard]] std::size_t n_threads() const { return static_cast<std::size_t>(size_.blocks) * probe_threads; }

    void copy(void* to, const void* from, std::size_t n, cudaMemcpyKind kind) {
        cuda::check(cudaMemcpyAsync(to, from, n, kind, stream_.get()), "copying");
        end_.record(stream_);
        end_.wait();
    }

    /// Seconds by the card's clock, the shorter of two runs.
    template <class Work>
    double time(const Work& work) {
        double shortest = 0;
        for (int run = 0; run < 2; ++run) {
            begin_.record(stream_);
            work();
            end_.record(stream_);
            end_.wait();
            const double seconds = cuda::seconds_between(begin_, end_);
            shortest = run == 0 ? seconds : std::min(shortest, seconds);
        }
        return shortest;
    }

    Size size_;
    cuda::Stream stream_;
    cuda::Event begin_, end_;
    cuda::DeviceArray<float> numbers_;
    cuda::DeviceArray<unsigned long long> counts_;
};

void print_probes(const Size& size) {
    Probe probe(size);
    const ordered_json found = {{"divisions", probe.divisions()},
                                {"reciprocals_and_roots", probe.reciprocals_and_roots()},
                                {"additions", probe.additions()},
                                {"copies", probe.copies()},
                                {"launches", probe.launches()}};
    std::cout << found.dump(2) << '\n';
}

}  // namespace
}  // namespace killshot::bench

int main(int argc, char** argv) {
    const bool is_tiny = argc == 2 && std::strcmp(argv[1], "--tiny") == 0;
    if (argc > 1 && !is_tiny) {
        std::cerr << "usage: gpu_probes [--tiny]\n";
        return 2;
    }
    try {
        killshot::bench::print_probes(is_tiny ? killshot::bench::tiny : killshot::bench::full);
    } catch (const std::exception& error) {
        std::cerr << "gpu_probes: " << error.what() << '\n';
        return 1;
    }
    return 0;
}
