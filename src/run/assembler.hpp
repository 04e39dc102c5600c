/// Writes the rows of a result as their scenarios become known, in order.
#pragma once

#include <cstdint>
#include <mutex>
#include <set>

#include "ensemble/ensemble.hpp"
#include "results/writer.hpp"
#include "run/shards.hpp"
#include "run/tally_pool.hpp"

namespace killshot {

class Assembler {
  public:
    Assembler(const Ensemble& batch, const Shards& shards, TallyPool& tallies, ResultWriter& writer)
        : batch_(batch), shards_(shards), tallies_(tallies), writer_(writer) {}

    /// The scenario has failed: its row stays empty.
    void skip(std::int64_t scenario);
    /// Writes what can be written; returns at once where another thread is at it.
    void write_ready_rows();
    /// Scenarios written or skipped.
    [[nodiscard]] std::int64_t n_rows() const { return next_; }

  private:
    void write_row(const Record& record);
    [[nodiscard]] bool is_skipped(std::int64_t scenario);

    const Ensemble& batch_;
    const Shards& shards_;
    TallyPool& tallies_;
    ResultWriter& writer_;
    std::mutex writing_, skipping_;
    std::int64_t next_ = 0;
    std::set<std::int64_t> skipped_;
};

}  // namespace killshot
