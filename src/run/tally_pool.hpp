/// Empty tallies for whoever counts next, used again and again.
///
/// A tally is cleared when it comes back and lent again before any other: what has just been touched costs a fraction
/// of what has to be fetched from memory. Verified by tests/batch/tally_pool_test.cpp.
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
    std::vector<std::unique_ptr<Tally>> idle_;  // empty, the last to come back at the end
};

}  // namespace killshot
