#include "killshot/emission/cuts.hpp"

#include <vector>

#include "killshot/emission/steps.hpp"

namespace killshot {

void apply_cuts(EmissionRows& rows, const NetworkInputs& network) {
    for (const EmissionCut& cut : network.emission_cuts)
        for (std::vector<double>* row :
             {&rows.mint, &rows.inflation, &rows.grant_usd, &rows.treasury_rate, &rows.vault_pay})
            for (std::size_t step = 0; step < row->size(); ++step)
                if (reached(step, cut.month)) (*row)[step] *= cut.factor;
}

}  // namespace killshot
