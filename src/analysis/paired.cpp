#include "analysis/paired.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include <boost/math/distributions/normal.hpp>

namespace killshot {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// How many standard errors the observed difference is above a true difference `delta`, with the error at the most
/// likely probabilities that have this difference.
double score(double n10, double n01, double n, double delta) {
    const double a = 2 * n;
    const double b = -n10 - n01 + (2 * n - n10 + n01) * delta;
    const double c = -n01 * delta * (1 - delta);
    const double p01 = (std::sqrt(std::max(0.0, b * b - 4 * a * c)) - b) / (2 * a);
    const double variance = n * (2 * p01 + delta * (1 - delta));
    const double above = n10 - n01 - n * delta;
    if (above == 0) return 0;
    return variance > 0 ? above / std::sqrt(variance) : std::copysign(std::numeric_limits<double>::infinity(), above);
}

/// The largest difference within z standard errors above the observed one.
double upper_end(double n10, double n01, double n, double z) {
    double inside = (n10 - n01) / n, outside = 1;
    while (true) {
        const double middle = inside + (outside - inside) / 2;
        if (middle == inside || middle == outside) return inside;
        (score(n10, n01, n, middle) >= -z ? inside : outside) = middle;
    }
}

}  // namespace

double PairedCounts::difference() const {
    return n() > 0 ? static_cast<double>(n10 - n01) / static_cast<double>(n()) : nan;
}

PairedCounts pair(std::span<const std::uint8_t> here, std::span<const std::uint8_t> there, std::int64_t n_paths) {
    PairedCounts counts;
    const auto add = [&](std::uint64_t a, std::uint64_t b) {
        counts.n11 += std::popcount(a & b);
        counts.n10 += std::popcount(a & ~b);
        counts.n01 += std::popcount(b & ~a);
    };
    const auto whole = static_cast<std::size_t>(n_paths / 8);
    std::size_t byte = 0;
    for (std::uint64_t a = 0, b = 0; byte + sizeof(a) <= whole; byte += sizeof(a)) {
        std::memcpy(&a, here.data() + byte, sizeof(a));
        std::memcpy(&b, there.data() + byte, sizeof(b));
        add(a, b);
    }
    for (; byte < whole; ++byte) add(here[byte], there[byte]);
    if (const auto rest = static_cast<unsigned>(n_paths % 8); rest > 0) {
        const unsigned mask = 0xFFU << (8 - rest) & 0xFFU;
        add(here[whole] & mask, there[whole] & mask);
    }
    counts.n00 = n_paths - counts.n11 - counts.n10 - counts.n01;
    return counts;
}

Interval paired_difference_interval(const PairedCounts& counts, double confidence) {
    if (counts.n() <= 0) return {nan, nan};
    const double z = boost::math::quantile(boost::math::normal_distribution<double>(), (1 + confidence) / 2);
    const auto n10 = static_cast<double>(counts.n10), n01 = static_cast<double>(counts.n01),
               n = static_cast<double>(counts.n());
    return {-upper_end(n01, n10, n, z), upper_end(n10, n01, n, z)};
}

}  // namespace killshot
