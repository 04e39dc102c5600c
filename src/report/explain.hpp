/// What `killshot explain NAME` says: the meaning of a name of a scenario or of its results, and what is known about
/// it.
///
/// Verified by tests/report/explain_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "killshot/scenario.hpp"

namespace killshot {

struct Explanation {
    std::string text;                          // within 80 columns, with a newline at the end
    std::vector<const Parameter*> parameters;  // of that name; empty where the name is something else
};

/// `name` is a parameter ("cut_rate", "sector.cut_rate", "networks.akash.margin0"), a condition, an exit, a reading, a
/// signal, an output, or a variable of a result file. A name of several kinds is explained as each of them. Throws
/// Error with a suggestion if it is none.
[[nodiscard]] Explanation explain(const Scenario& scenario, std::string_view name);

}  // namespace killshot
