/// Writes the rows of a result in the order of the scenarios, as they become complete.
///
/// A row that is made from a tally at hand waits in memory for its turn. One that does not fit, or that an earlier run
/// has left, is read from its shard; one that another rank or process has left as a tally is made from that.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>

#include "ensemble/ensemble.hpp"
#include "results/writer.hpp"
#include "run/shards.hpp"
#include "run/tally_pool.hpp"
#include "run/work.hpp"

namespace killshot {

/// Calls may come from any thread.
class Assembler {
  public:
    Assembler(const Ensemble& ensemble, const Shards& shards, TallyPool& tallies, ResultWriter& writer)
        : ensemble_(ensemble), shards_(shards), tallies_(tallies), writer_(writer) {}

    /// The ranks with which rows want histograms summarised.
    [[nodiscard]] SummaryRanks summary_ranks(const Scenario& scenario, std::int64_t n_paths) const {
        return writer_.summary_ranks(scenario, n_paths);
    }
    /// Makes the row of a finished scenario, and returns it as shards hold it. summaries: of the tally, if known.
    [[nodiscard]] std::string add(const PreparedScenario& prepared, const Tally& tally,
                                  const std::optional<Summaries>& summaries, StopReason reason);
    /// The scenario has failed: its row stays empty.
    void skip(std::int64_t scenario);
    /// Writes the rows whose turn it is; returns at once while another thread does so.
    void write_ready_rows();
    /// CPU time of the one thread at a time that writes rows. Once no thread writes.
    [[nodiscard]] double writing_seconds() const { return writing_seconds_; }

  private:
    [[nodiscard]] Summaries summaries_of(const Scenario& scenario, const Tally& tally) const;
    [[nodiscard]] bool is_skipped(std::int64_t scenario);
    [[nodiscard]] std::optional<ResultRow> row_of(std::int64_t n);

    const Ensemble& ensemble_;
    const Shards& shards_;
    TallyPool& tallies_;
    ResultWriter& writer_;
    std::mutex writing_;
    std::int64_t next_ = 0;  // row to write
    double writing_seconds_ = 0;

    std::mutex waiting_mutex_;
    std::map<std::int64_t, ResultRow> waiting_;
    std::size_t waiting_bytes_ = 0;
    std::set<std::int64_t> skipped_;
};

}  // namespace killshot
