#include "killshot/emission/unlocks.hpp"

#include <stdexcept>

#include <fmt/format.h>

#include "killshot/emission/steps.hpp"

namespace killshot {

void add_unlocks(EmissionRows& rows, const NetworkInputs& network) {
    for (const UnlockTranche& tranche : network.unlocks) {
        const double months = tranche.end_month - tranche.start_month;
        if (tranche.tokens != 0 && !(months > 0))
            throw std::invalid_argument(fmt::format(
                "{}: an unlock tranche of {} tokens has no duration (it starts in month {} and ends in month {}); set "
                "end_month after start_month, or use cliff_tokens",
                network.name, tranche.tokens, tranche.start_month, tranche.end_month));

        const double tokens_per_month = tranche.tokens == 0 ? 0 : tranche.tokens / months;
        for (std::size_t step = 0; step < rows.unlock.size(); ++step) {
            rows.unlock[step] += tokens_per_month * overlap_months(step, tranche.start_month, tranche.end_month);
            if (holds(step, tranche.start_month)) rows.unlock[step] += tranche.cliff_tokens;
        }
    }
}

}  // namespace killshot
