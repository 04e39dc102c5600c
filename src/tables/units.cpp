#include <cmath>
#include <stdexcept>

#include "tables/exponents.hpp"

namespace killshot {

OutputScale output_scale(OutputUnit unit, const Inputs& inputs, int network, const NetworkStart& start, int month) {
    const auto& in = [&]() -> const NetworkInputs& { return inputs.networks.at(static_cast<std::size_t>(network)); };
    switch (unit) {
        case OutputUnit::as_is:
            return {0, 1};
        case OutputUnit::gpus:
            return {0, start.gpus0};
        case OutputUnit::token_price:
            return {0, in().token_price0};
        case OutputUnit::spend:
            return {0, in().spend0_usd * dt_years};
        case OutputUnit::emission_tokens:
            return {0, std::ldexp(in().circulating0, -10)};
        case OutputUnit::usd_per_mtok:
            return {0, std::ldexp(inputs.sector.token_price0, -cost_exponent(inputs.sector, month))};
        case OutputUnit::demand:
            return {0, std::ldexp(1.0, demand_exponent(inputs.sector, month))};
        case OutputUnit::margin:
            return {-1, 1};
    }
    throw std::invalid_argument("unknown output unit");
}

}  // namespace killshot
