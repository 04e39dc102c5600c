/// The rows of the emission law (Eq. 15) for one network. An archetype fills them once, on the host, in binary64.
///
/// Every row has one entry per step; an archetype leaves the rows that it does not use at 0. Kernels see only rows.
#pragma once

#include <limits>
#include <vector>

namespace killshot {

struct EmissionRows {
    explicit EmissionRows(int months)
        : mint(months), inflation(months), treasury_rate(months), vault_target(months), vault_pay(months),
          unlock(months), grant_usd(months) {}

    std::vector<double> mint;                                   // tokens
    std::vector<double> inflation;                              // fraction of the supply N
    std::vector<double> treasury_rate;                          // fraction of the pool, at N = N_max
    std::vector<double> vault_target;                           // USD that suppliers are to earn, at S = 1
    std::vector<double> vault_pay;                              // fraction of the gap to the target that the vault pays
    std::vector<double> unlock;                                 // tokens that reach holders; never a subsidy
    std::vector<double> grant_usd;                              // USD
    double pool0 = 0;                                           // tokens in the treasury or vault at t0
    double work_rate = 0;                                       // tokens minted for work, as a fraction of spend
    double work_cap = std::numeric_limits<double>::infinity();  // tokens per step
    double vault_burn = 0;  // fraction of suppliers' income above the target that is burned
    bool has_vault = false;
    bool finite_pool = false;  // the pool or the runway can be exhausted (docs/model.md, Events)
};

}  // namespace killshot
