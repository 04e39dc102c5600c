#include "ensemble/belief.hpp"

#include "inputs/parameters.hpp"

#include <cmath>

namespace killshot {
namespace {

constexpr double z_of_95_percent = 1.6448536269514722;

double logit(double p) { return std::log(p / (1 - p)); }

/// Distance of the belief from its median at z; to_end is that of low or high.
double distance(double z, double to_end) { return std::abs(z) / z_of_95_percent * to_end; }

double inside(const Range& range, double value) {
    if (value < range.min || (value == range.min && range.min_open))
        return range.min_open ? std::nextafter(range.min, range.max) : range.min;
    return range.max_open ? std::nextafter(range.max, range.min) : range.max;
}

}  // namespace

bool is_belief(const Parameter& parameter) { return parameter.low.has_value() && parameter.scale != Scale::none; }

DrawnValue draw_belief(const Parameter& parameter, double median, double z) {
    const double end = z < 0 ? *parameter.low : *parameter.high;
    double value = median;
    if (end != median) {
        if (parameter.scale == Scale::log)
            value = median * std::exp(distance(z, std::log(end / median)));
        else if (parameter.scale == Scale::logit)
            value = 1 / (1 + std::exp(-(logit(median) + distance(z, logit(end) - logit(median)))));
        else
            value = median + distance(z, end - median);
    }
    const Range& range = parameter.id.spec->range;
    if (range.contains(value)) return {value, false};
    return {inside(range, value), true};
}

}  // namespace killshot
