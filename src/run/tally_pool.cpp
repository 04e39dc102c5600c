#include "run/tally_pool.hpp"

namespace killshot {

TallyPool::Loan TallyPool::lend(const TallyLayout& layout) {
    std::unique_ptr<Tally> tally;
    {
        const std::scoped_lock lock(mutex_);
        if (!idle_.empty()) {
            tally = std::move(idle_.back());
            idle_.pop_back();
        }
    }
    if (tally && tally->layout().has_rows_of(layout))
        tally->set_paths(layout.n_paths());
    else
        tally = std::make_unique<Tally>(layout);
    return {tally.release(), GiveBack{this}};
}

void TallyPool::take_back(std::unique_ptr<Tally> tally) {
    tally->clear(tally->layout().n_paths());
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(tally));
}

}  // namespace killshot
