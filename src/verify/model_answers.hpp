/// The model against the known answers: every state after every step and every event of nine paths, as two independent
/// binary64 implementations of MODEL.md give them (tests/data/trace_base.json, trace_stress.json).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "killshot/lanes/reference.hpp"

namespace killshot {

/// How far a state is from its known answer, where it is farthest.
struct StateError {
    std::string state;  // as the file of answers names it: "lnG", "u"
    std::int64_t path{};
    int month{};  // 1-based
    double got{}, expected{};
    double error{};  // in the unit of the comparison
};

/// The worst error of each state over the paths of a file ("base", "stress").
///
/// Binary64 is compared relative to the answer, which has nine digits; what cancels to next to nothing is compared on a
/// scale of 1e-6. Errors of binary32 are in units of the largest value that the state takes on its path, and of 1 where
/// it is a logarithm or a share: right to its own last places, not to those of its small moves.
template <class R, class F>
[[nodiscard]] std::vector<StateError> worst_state_errors(std::string_view file);

/// The first event of a file's paths that is not as it should be; empty where there is none.
template <class R, class F>
[[nodiscard]] std::string first_event_difference(std::string_view file);

extern template std::vector<StateError> worst_state_errors<Real64, double>(std::string_view);
extern template std::vector<StateError> worst_state_errors<float, float>(std::string_view);
extern template std::string first_event_difference<Real64, double>(std::string_view);
extern template std::string first_event_difference<float, float>(std::string_view);

inline constexpr double binary64_tolerance = 1e-7;
inline constexpr double binary32_tolerance = 5e-5;  // the worst seen is 3.3e-5, of a subsidy that is a small difference

}  // namespace killshot
