/// The distribution of a belief (docs/model.md, Inputs and beliefs): value is its median, low and high are its 5% and
/// 95% points.
///
/// On its scale (log, logit or plain) each side of the median is normal with its own standard deviation. Verified by
/// tests/ensemble/belief_test.cpp: the three points, and the distribution of many draws.
#pragma once

#include "killshot/scenario.hpp"

namespace killshot {

struct DrawnValue {
    double value;
    bool is_clipped;  // it was outside the parameter's physical range and is now at its end
};

/// Whether a design draws the parameter.
bool is_belief(const Parameter& parameter);

/// The belief at a standard normal z. The parameter is a belief with this median.
DrawnValue draw_belief(const Parameter& parameter, double median, double z);

}  // namespace killshot
