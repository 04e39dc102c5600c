#include "tables/start.hpp"

#include <fmt/format.h>

#include "killshot/emission/emission.hpp"
#include "killshot/error.hpp"
#include "killshot/lanes/reference.hpp"
#include "killshot/model/emission_law.hpp"
#include "tables/network_table.hpp"

namespace killshot {

NetworkStart start_of(const SectorInputs& sector, const NetworkInputs& network) {
    NetworkStart start;
    start.price0 = sector.open_price0 * (1 - network.discount0);
    start.gpus0 = network.spend0_usd / (hours_per_year * network.utilization0 * start.price0);
    start.target_utilization = network.utilization0;

    // A cut is a shock to this start, not part of it.
    NetworkInputs uncut = network;
    uncut.emission_cuts.clear();
    const EmissionRows rows = emission_rows(uncut, start.gpus0, 1);
    const NetworkTable<double> table = payout_table<double>(network, rows);
    const double token_price = network.has_token ? network.token_price0 : 1.0;
    const Payout<Real64> payout = pay_out<Real64>(table, payout_step<double>(rows, 0), network.spend0_usd * dt_years,
                                                  1.0, token_price, 1.0 / token_price, table.circulating0, table.pool0);
    start.organic0_usd = payout.organic_usd.value;
    start.subsidy0_usd = payout.subsidy_usd.value;
    start.subsidy_share0 = subsidy_share(payout).value;
    start.burned0_usd = payout.burned_usd.value;

    const double gpu_hours = start.gpus0 * hours_per_year * dt_years;
    const double income_per_gpu_hour = (start.organic0_usd + start.subsidy0_usd) / gpu_hours;
    const double power = network.energy_cost * (network.idle_power + (1 - network.idle_power) * network.utilization0);
    start.capital_cost = income_per_gpu_hour / (1 + network.margin0) - power;
    if (!(start.capital_cost > 0)) {
        throw Error(fmt::format(
            "networks.{}: the inputs of the start contradict each other (suppliers earn {:.4g} USD per GPU-hour, which "
            "at margin0 = {:.4g} leaves {:.4g} for power and capital, but power alone costs {:.4g}; Eq. 19); lower "
            "energy_cost or margin0, or raise suppliers' income, which follows from spend0_usd, discount0, take_rate, "
            "burn_rate and the emission",
            network.key, income_per_gpu_hour, network.margin0, income_per_gpu_hour / (1 + network.margin0), power));
    }
    if (!(start.capital_cost <= max_capital_cost)) {
        throw Error(fmt::format(
            "networks.{}: the inputs of the start contradict each other (suppliers earn {:.4g} USD per GPU-hour, which "
            "at margin0 = {:.4g} leaves {:.4g} for capital, more than {:.0g}; Eq. 19); raise margin0 or spend0_usd, or "
            "lower suppliers' income, which follows from discount0 and the emission",
            network.key, income_per_gpu_hour, network.margin0, start.capital_cost, max_capital_cost));
    }
    return start;
}

}  // namespace killshot
