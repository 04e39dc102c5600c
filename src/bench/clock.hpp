/// Clocks and medians for benchmarks. Times are in seconds.
#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

#include "files/cpu_time.hpp"

namespace killshot::bench {

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
