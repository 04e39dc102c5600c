/// Compares the model with its known answers: every state after every step, and every event, of nine paths.
///
/// The answers (tests/data/trace_base.json, tests/data/trace_stress.json) come from two independent binary64
/// implementations of docs/model.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "killshot/lanes/reference.hpp"

namespace killshot {

/// The largest error of a state.
struct StateError {
    std::string state;  // its name in the file of answers: "lnG", "u"
    std::int64_t path{};
    int month{};  // 1-based
    double got{}, expected{};
    double error{};  // |got - expected| in the unit of the comparison
};

/// The largest error of each state over the paths of a file ("base", "stress").
///
/// A binary64 error is relative to the answer, which has nine digits, or to 1e-6 if the answer is smaller. A binary32
/// error is relative to the largest value that the state takes on its path, or to 1 for most logarithms and ratios.
template <class R, class F>
[[nodiscard]] std::vector<StateError> worst_state_errors(std::string_view file);

/// Describes the first event on a file's paths that differs from its answer; empty if none does.
template <class R, class F>
[[nodiscard]] std::string first_event_difference(std::string_view file);

extern template std::vector<StateError> worst_state_errors<Real64, double>(std::string_view);
extern template std::vector<StateError> worst_state_errors<float, float>(std::string_view);
extern template std::string first_event_difference<Real64, double>(std::string_view);
extern template std::string first_event_difference<float, float>(std::string_view);

inline constexpr double binary64_tolerance = 1e-7;
inline constexpr double binary32_tolerance = 5e-5;  // the worst seen is 3.3e-5, of a subsidy that is a small difference

}  // namespace killshot
