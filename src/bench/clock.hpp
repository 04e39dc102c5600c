/// Clocks and medians for benchmarks. Times are in seconds.
#pragma once

#include <algorithm>
#include <chrono>
#include <ctime>
#include <vector>

namespace killshot::bench {

inline double thread_cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

inline double wall_seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

template <class Clock, class Work>
double time_of(const Clock& clock, const Work& work) {
    const double start = clock();
    work();
    return clock() - start;
}

inline double median(std::vector<double> values) {
    std::ranges::sort(values);
    const std::size_t n = values.size();
    return (values[(n - 1) / 2] + values[n / 2]) / 2;
}

}  // namespace killshot::bench
