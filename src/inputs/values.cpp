#include "inputs/values.hpp"

namespace killshot {
namespace {

/// Calls use(number) with the one number that the id names: a double, or a bool.
template <class SomeInputs, class Use>
void visit_number(SomeInputs& inputs, const ParameterId& id, Use use) {
    using Network = std::conditional_t<std::is_const_v<SomeInputs>, const NetworkInputs, NetworkInputs>;
    Network of_the_sector{};
    Network& network = id.network < 0 ? of_the_sector : inputs.networks.at(static_cast<std::size_t>(id.network));
    visit_field(*id.spec, inputs, network, id.element, [&](auto& field) {
        if constexpr (std::is_arithmetic_v<std::remove_reference_t<decltype(field)>>)
            use(field);
        else
            use(field.at(id.element));
    });
}

}  // namespace

double value_of(const Inputs& inputs, const ParameterId& id) {
    double value = 0;
    visit_number(inputs, id, [&](const auto& number) { value = static_cast<double>(number); });
    return value;
}

void set_value(Inputs& inputs, const ParameterId& id, double value) {
    visit_number(inputs, id,
                 [&](auto& number) { number = static_cast<std::remove_reference_t<decltype(number)>>(value); });
}

double value_of(const Scenario& scenario, const Parameter& parameter) {
    return value_of(scenario.inputs, parameter.id);
}

}  // namespace killshot
