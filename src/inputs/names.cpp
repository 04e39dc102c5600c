#include "inputs/names.hpp"

#include <algorithm>

namespace killshot {
namespace {

constexpr char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; }

}  // namespace

bool equal_in_any_case(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower, lower); }

std::optional<int> find_network(const Inputs& inputs, std::string_view name_or_key) {
    for (std::size_t i = 0; i < inputs.networks.size(); ++i) {
        const NetworkInputs& network = inputs.networks[i];
        if (equal_in_any_case(network.key, name_or_key) || equal_in_any_case(network.name, name_or_key))
            return static_cast<int>(i);
    }
    return std::nullopt;
}

const Parameter* find_parameter(const Scenario& scenario, std::string_view path) {
    const auto found = std::ranges::find(scenario.parameters, path, &Parameter::path);
    return found == scenario.parameters.end() ? nullptr : &*found;
}

}  // namespace killshot
