/// A vault tops suppliers' income up to a USD target per GPU; income above the target burns tokens (io.net, June 2026).
///
/// The target of a step is target_usd_per_gpu_month for each of the gpus0 GPUs at t0, and scales with supply S in
/// Eq. 15. Of what suppliers earn above the target, the fraction surplus_burn is burned.
/// Source: io.net, Incentive Dynamic Engine.
/// Verified by tests/emission/demand_linked_vault_test.cpp: the targets of n months sum to
/// n target_usd_per_gpu_month gpus0, and a cut lowers the pay but not the target.
#pragma once

#include <algorithm>
#include <string_view>

#include "killshot/emission/rows.hpp"
#include "killshot/emission/steps.hpp"
#include "killshot/inputs.hpp"

namespace killshot {

struct DemandLinkedVault {
    static constexpr Archetype archetype = Archetype::demand_linked_vault;
    static constexpr std::string_view name = "demand_linked_vault";

    static void fill(EmissionRows& rows, const NetworkInputs& network, double gpus0) {
        const EmissionInputs& e = network.emission;
        std::ranges::fill(rows.vault_target, e.target_usd_per_gpu_month * months_per_step * gpus0);
        std::ranges::fill(rows.vault_pay, 1.0);
        rows.vault_burn = e.surplus_burn;
        rows.pool0 = e.vault;
        rows.has_vault = true;
        rows.finite_pool = true;
    }
};

}  // namespace killshot
