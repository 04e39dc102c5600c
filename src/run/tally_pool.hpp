/// Lends empty tallies, which are cleared and used again.
///
/// The last tally to come back is the first to be lent, since it is still in the cache.
/// Verified by tests/run/tally_pool_test.cpp.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "killshot/tally/tally.hpp"

namespace killshot {

/// Calls may come from any thread. Outlives its loans.
class TallyPool {
  public:
    struct GiveBack {
        TallyPool* pool;
        void operator()(Tally* tally) const { pool->take_back(std::unique_ptr<Tally>(tally)); }
    };
    using Loan = std::unique_ptr<Tally, GiveBack>;

    /// An empty tally with these rows.
    [[nodiscard]] Loan lend(const TallyLayout& layout);

  private:
    void take_back(std::unique_ptr<Tally> tally);

    std::mutex mutex_;
    std::vector<std::unique_ptr<Tally>> idle_;  // empty; the last to come back is at the end
};

}  // namespace killshot
