/// The law of a belief (MODEL.md section 6): value is its median, low and high its 5% and 95% points.
///
/// On its scale (log, logit or plain) it is normal on each side of the median, with that side's own slope. Verified by
/// tests/scenario/belief_test.cpp: the three points, and the distribution of many draws.
#pragma once

#include "killshot/scenario.hpp"

namespace killshot {

struct DrawnValue {
    double value;
    bool is_clipped;  // it lay outside the parameter's physical range, at whose end it now is
};

/// Whether a design draws it.
bool is_belief(const Parameter& parameter);

/// The belief at a standard normal z. `parameter` is one.
DrawnValue draw_belief(const Parameter& parameter, double z);

}  // namespace killshot
