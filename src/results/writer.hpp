/// Writes a result file for a fixed number of scenarios, each when it is done.
///
/// The file is NAME.part until finish() has flushed, closed and synced it, and then gets its name. A writer that is
/// destroyed earlier removes it. The content is described in results/schema/schema.hpp and docs/schema.md. Verified by
/// tests/results/writer_test.cpp and, with both engines of xarray and ncdump, by tests/python.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "killshot/scenario.hpp"
#include "killshot/tally/tally.hpp"
#include "results/run_facts.hpp"
#include "tables/tables.hpp"

namespace killshot {

class ResultWriter {
  public:
    /// Creates path.part. Throws Error if it cannot be written.
    ResultWriter(const std::string& path, RunMetadata metadata, ResultFrame frame);
    ~ResultWriter();
    ResultWriter(const ResultWriter&) = delete;
    ResultWriter& operator=(const ResultWriter&) = delete;

    /// Writes what is known before the first scenario is done. This takes some ten milliseconds, which another thread
    /// can spend while scenarios are run; otherwise the first call that needs it does it. Concurrent calls wait. The
    /// HDF5 library is not thread-safe: nothing else in the process may use it until this returns.
    void prepare();

    /// Writes row `index`, once. starts: of the scenario's tables (Eq. 19), in the order of its networks. Returns the
    /// scenario's digest.
    std::uint64_t write_scenario(int index, const Scenario& scenario, const std::vector<NetworkStart>& starts,
                                 const Tally& tally, StopReason stop_reason = StopReason::all_paths);

    /// Completes the file; rows that were not written belong to failed scenarios. Returns the file's digest.
    std::uint64_t finish(const RunTiming& timing);

  private:
    class File;
    std::unique_ptr<File> file_;
};

}  // namespace killshot
