/// Writes a result file for a fixed number of scenarios, one row each.
///
/// The file grows as a part (files/part_file.hpp) and takes its name in finish(); a writer that is destroyed earlier
/// removes what it wrote. What is in the file: results/schema/schema.hpp and docs/schema.md. Verified by
/// tests/results/writer_test.cpp and, with xarray's engines and ncdump, by tests/python.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/beliefs.hpp"
#include "files/part_file.hpp"
#include "killshot/scenario.hpp"
#include "killshot/tally/tally.hpp"
#include "results/row_writer.hpp"
#include "results/run_facts.hpp"
#include "tables/tables.hpp"

namespace killshot {

class ResultWriter {
  public:
    /// Creates the part. Throws Error where the file cannot be written, or exists and is to be kept.
    ResultWriter(const std::string& path, RunMetadata metadata, ResultFrame frame, Existing existing = Existing::keep);
    ~ResultWriter();
    ResultWriter(const ResultWriter&) = delete;
    ResultWriter& operator=(const ResultWriter&) = delete;

    /// Writes everything that is known before the first scenario has finished, which takes some ten milliseconds. It
    /// may run on a thread of its own while scenarios are simulated; other calls wait for it, and do it where nobody
    /// has. The HDF5 library is not thread-safe: nothing else in the process may use it meanwhile.
    void prepare();

    /// The ranks with which rows want the histograms of n_paths paths summarised.
    [[nodiscard]] SummaryRanks summary_ranks(const Scenario& scenario, std::int64_t n_paths) const;
    /// Estimates and digest of a scenario, as its row stores them. Any number of threads may make rows, also while
    /// another row is written. starts: those of the scenario's tables (Eq. 19), in the order of its networks. The
    /// tally's histograms are not read.
    [[nodiscard]] ResultRow make_row(const Scenario& scenario, const std::vector<NetworkStart>& starts,
                                     const Tally& tally, const Summaries& summaries,
                                     StopReason stop_reason = StopReason::all_paths);
    /// Whether the row has the variables of this file, each in its type and length. Otherwise as make_row.
    [[nodiscard]] bool takes(const ResultRow& row);
    /// Takes row `index`, once. Rows are written in blocks; one that is complete with this row is returned. It may be
    /// packed on any thread while others are written, and then has to be written.
    [[nodiscard]] std::optional<RowBlock> put_row(int index, ResultRow row);
    void write_block(RowBlock block);
    /// Makes and writes a row; returns the scenario's digest.
    std::uint64_t write_scenario(int index, const Scenario& scenario, const std::vector<NetworkStart>& starts,
                                 const Tally& tally, StopReason stop_reason = StopReason::all_paths);

    /// Completes the file; a row that was not written becomes a failed scenario. beliefs: of a single scenario, null
    /// where none were drawn. Returns the file's digest.
    std::uint64_t finish(const RunTiming& timing, const BeliefDraws* beliefs = nullptr);

  private:
    class File;
    std::unique_ptr<File> file_;
};

}  // namespace killshot
