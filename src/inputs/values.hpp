/// The numbers in Inputs that the parameter table names: reading and writing them by ParameterId.
#pragma once

#include <cstddef>
#include <span>
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

/// Calls use(field) with the field of Inputs that holds the parameter, whole where it is an array. Parameters of the
/// sector ignore `network`; `element` is the tranche or cut of a schedule.
template <class SomeInputs, class SomeNetwork, class Use>
void visit_field(const ParameterSpec& spec, SomeInputs& inputs, SomeNetwork& network, std::size_t element, Use use) {
    std::visit(
        [&]<class Field, class Class>(Field Class::*member) { use(owner_of<Class>(inputs, network, element).*member); },
        spec.member);
}

/// A boolean as 0 or 1.
[[nodiscard]] double value_of(const Inputs& inputs, const ParameterId& id);

void set_value(Inputs& inputs, const ParameterId& id, double value);

}  // namespace killshot
