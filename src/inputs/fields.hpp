/// The field of Inputs that a parameter's member pointer means, const or not.
#pragma once

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <variant>

#include "inputs/parameters.hpp"
#include "killshot/scenario.hpp"

namespace killshot {

template <class Class, class SomeInputs, class SomeNetwork>
auto& owner_of(SomeInputs& inputs, SomeNetwork& network, std::size_t element) {
    if constexpr (std::is_same_v<Class, Inputs>)
        return inputs;
    else if constexpr (std::is_same_v<Class, SectorInputs>)
        return inputs.sector;
    else if constexpr (std::is_same_v<Class, KillShotInputs>)
        return inputs.kill_shot;
    else if constexpr (std::is_same_v<Class, NetworkInputs>)
        return network;
    else if constexpr (std::is_same_v<Class, EmissionInputs>)
        return network.emission;
    else if constexpr (std::is_same_v<Class, UnlockTranche>)
        return network.unlocks.at(element);
    else
        return network.emission_cuts.at(element);
}

/// Calls use(field). The sector's parameters do not look at network; element is the tranche or cut.
template <class SomeInputs, class SomeNetwork, class Use>
void visit_field(const ParameterSpec& spec, SomeInputs& inputs, SomeNetwork& network, std::size_t element, Use use) {
    std::visit(
        [&]<class Field, class Class>(Field Class::*member) { use(owner_of<Class>(inputs, network, element).*member); },
        spec.member);
}

/// Writes the parameter's value where the model reads it.
inline void store(const Parameter& parameter, Inputs& inputs) {
    // A parameter of the sector does not look at the network.
    NetworkInputs& network = inputs.networks[static_cast<std::size_t>(std::max(parameter.network, 0))];
    visit_field(*parameter.spec, inputs, network, parameter.element, [&](auto& field) {
        using Field = std::remove_reference_t<decltype(field)>;
        if constexpr (std::is_same_v<Field, bool>)
            field = parameter.value != 0;
        else if constexpr (std::is_same_v<Field, double>)
            field = parameter.value;
        else
            field[parameter.element] = parameter.value;
    });
}

}  // namespace killshot
