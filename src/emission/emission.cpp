#include "killshot/emission/emission.hpp"

#include <cmath>
#include <stdexcept>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "killshot/emission/archetypes.hpp"
#include "killshot/emission/cuts.hpp"
#include "killshot/emission/unlocks.hpp"

namespace killshot {
namespace {

/// Throws, naming the network, unless every value is finite and not negative.
void require_amounts(const NetworkInputs& network, std::string_view what, const std::vector<double>& values) {
    for (std::size_t step = 0; step < values.size(); ++step)
        if (!std::isfinite(values[step]) || values[step] < 0)
            throw std::invalid_argument(fmt::format(
                "{}: {} in month {} would be {} (it must be finite and not negative); check [emission], unlocks and "
                "emission_cuts of this {} network",
                network.name, what, step + 1, values[step], archetype_name(network.archetype)));
}

}  // namespace

EmissionRows emission_rows(const NetworkInputs& network, double gpus0, int months) {
    EmissionRows rows(months);
    archetype_entry(network.archetype).fill(rows, network, gpus0);
    add_unlocks(rows, network);
    apply_cuts(rows, network);

    require_amounts(network, "mint", rows.mint);
    require_amounts(network, "inflation", rows.inflation);
    require_amounts(network, "treasury_rate", rows.treasury_rate);
    require_amounts(network, "vault_target", rows.vault_target);
    require_amounts(network, "vault_pay", rows.vault_pay);
    require_amounts(network, "unlock", rows.unlock);
    require_amounts(network, "grant_usd", rows.grant_usd);
    return rows;
}

}  // namespace killshot
