/// The words of a scenario file for stances and statuses, what may be a name, and how a network is found by its name.
///
/// Verified by tests/scenario/words_test.cpp.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "killshot/inputs.hpp"
#include "killshot/scenario.hpp"

namespace killshot {

/// In the order of the enumerations.
inline constexpr std::array<std::string_view, 3> stance_names{"conviction", "watching", "skeptical"};
inline constexpr std::array<std::string_view, 4> status_names{"quoted", "derived", "fitted", "assumed"};

constexpr std::string_view stance_name(Stance stance) { return stance_names.at(static_cast<std::size_t>(stance)); }
constexpr std::string_view status_name(Status status) { return status_names.at(static_cast<std::size_t>(status)); }

/// What is wrong with a name (of a scenario, variant, network, project, token or hyperscaler); empty if nothing is.
/// A name is 1 to max_name_bytes bytes of printable UTF-8 without a blank at either end.
std::string problem_of_name(std::string_view name);

/// Equal but for the case of ASCII letters.
bool equal_in_any_case(std::string_view a, std::string_view b);

/// What a network may be called: its key ("io_net"), its name ("io.net") or its token ("IO"; empty if it has none).
struct NetworkNames {
    std::string_view key, name, token;
};

/// Index of the network that is called so, in any case. Keys come first, then names, then tokens.
std::optional<int> find_network(std::span<const NetworkNames> networks, std::string_view called);
std::optional<int> find_network(const Inputs& inputs, std::string_view called);

}  // namespace killshot
