#include "inputs/names.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "files/printable.hpp"
#include "inputs/limits.hpp"

namespace killshot {
namespace {

constexpr char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; }

}  // namespace

std::string problem_of_name(std::string_view name) {
    constexpr std::string_view remedy = "give a short name";
    const std::string shown = printable(name);
    if (name.empty()) return fmt::format("is empty; {}", remedy);
    if (name.size() > max_name_bytes)
        return fmt::format("has {} bytes (a name has at most {}); {}", name.size(), max_name_bytes, remedy);
    if (shown != name) return fmt::format("contains control or invisible characters (\"{}\"); {}", shown, remedy);
    if (name.front() == ' ' || name.back() == ' ')
        return fmt::format("begins or ends with a blank (\"{}\"); remove it", name);
    return {};
}

bool equal_in_any_case(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower, lower); }

std::optional<int> find_network(std::span<const NetworkNames> networks, std::string_view called) {
    if (called.empty()) return std::nullopt;
    for (const auto kind : {&NetworkNames::key, &NetworkNames::name, &NetworkNames::token})
        for (std::size_t i = 0; i < networks.size(); ++i)
            if (equal_in_any_case(networks[i].*kind, called)) return static_cast<int>(i);
    return std::nullopt;
}

std::optional<int> find_network(const Inputs& inputs, std::string_view called) {
    std::vector<NetworkNames> networks;
    for (const NetworkInputs& network : inputs.networks) networks.push_back({network.key, network.name, network.token});
    return find_network(networks, called);
}

const Parameter* find_parameter(const Scenario& scenario, std::string_view path) {
    const auto found = std::ranges::find(scenario.parameters, path, &Parameter::path);
    return found == scenario.parameters.end() ? nullptr : &*found;
}

}  // namespace killshot
