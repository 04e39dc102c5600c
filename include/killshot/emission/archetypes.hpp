/// The list of emission archetypes (docs/model.md, Emission archetypes).
///
/// An archetype is a type in its own header: its enumerator, its name in scenario files, and `fill`, which sets the
/// rows of Eq. 15 that it uses. CONTRIBUTING.md says how to add one.
/// Verified by tests/emission/archetypes_test.cpp (what all must satisfy) and by a closed form for each beside it.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "killshot/emission/burn_mint_equilibrium.hpp"
#include "killshot/emission/capped_work_value.hpp"
#include "killshot/emission/cosmos_inflation.hpp"
#include "killshot/emission/demand_linked_vault.hpp"
#include "killshot/emission/exponential_decay.hpp"
#include "killshot/emission/fixed_supply.hpp"
#include "killshot/emission/halving_by_supply.hpp"
#include "killshot/emission/pow_decay.hpp"
#include "killshot/emission/pre_token.hpp"
#include "killshot/emission/revenue_share.hpp"
#include "killshot/emission/rows.hpp"
#include "killshot/emission/treasury_fraction.hpp"
#include "killshot/inputs.hpp"

namespace killshot {

struct ArchetypeEntry {
    Archetype archetype;
    std::string_view name;
    void (*fill)(EmissionRows& rows, const NetworkInputs& network, double gpus0);
};

template <class... Types>
constexpr std::array<ArchetypeEntry, sizeof...(Types)> archetype_entries() {
    return {ArchetypeEntry{Types::archetype, Types::name, Types::fill}...};
}

/// In the order of enum Archetype, so that an enumerator is an index.
inline constexpr auto archetypes =
    archetype_entries<HalvingBySupply, ExponentialDecay, BurnMintEquilibrium, CosmosInflation, PowDecay,
                      TreasuryFraction, CappedWorkValue, DemandLinkedVault, FixedSupply, RevenueShare, PreToken>();

static_assert(
    [] {
        for (std::size_t i = 0; i < archetypes.size(); ++i)
            if (static_cast<std::size_t>(archetypes[i].archetype) != i) return false;
        return true;
    }(),
    "list the archetypes in the order of enum Archetype");

constexpr const ArchetypeEntry& archetype_entry(Archetype archetype) {
    return archetypes.at(static_cast<std::size_t>(archetype));
}

/// The name in scenario files and results, for example "halving_by_supply".
constexpr std::string_view archetype_name(Archetype archetype) { return archetype_entry(archetype).name; }

constexpr std::optional<Archetype> archetype_from_name(std::string_view name) {
    for (const ArchetypeEntry& entry : archetypes)
        if (entry.name == name) return entry.archetype;
    return std::nullopt;
}

}  // namespace killshot
