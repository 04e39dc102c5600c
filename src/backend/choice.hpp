/// When `--backend auto` leaves work to the CPU although there may be a card.
#pragma once

#include <string>

namespace killshot {

/// Why a card does not pay: the CPU takes less time than a card takes to start (seconds). Empty where it pays.
/// network_path_steps_per_second: of the CPU, with all threads. Verified by tests/backend/choice_test.cpp.
[[nodiscard]] std::string why_no_card_pays(double network_path_steps, double network_path_steps_per_second,
                                           double start_seconds);

}  // namespace killshot
