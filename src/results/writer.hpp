/// Writes a result file: made for a fixed number of scenarios, each written when it is done, complete only when
/// finished.
///
/// The file grows as NAME.part and takes its name when finish() has flushed, closed and synced it. A writer that is
/// destroyed before removes what it wrote. What is in the file: results/schema.hpp and docs/schema.md. Verified by
/// tests/results/writer_test.cpp and, with xarray's engines and ncdump, by tests/python.
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
    /// Makes path.part. Throws Error when it cannot be written.
    ResultWriter(const std::string& path, RunMetadata metadata, ResultFrame frame);
    ~ResultWriter();
    ResultWriter(const ResultWriter&) = delete;
    ResultWriter& operator=(const ResultWriter&) = delete;

    /// Makes all that is known before the first scenario is: some ten milliseconds that another thread can spend while
    /// scenarios are run. Done by the first call that needs it where nobody has; who comes meanwhile waits. The HDF5
    /// library is not made for threads: nobody else in the process may use it until then.
    void prepare();

    /// Writes row `index`, once. starts: those of the scenario's tables (Eq. 19), in the order of its networks.
    /// Returns the scenario's digest.
    std::uint64_t write_scenario(int index, const Scenario& scenario, const std::vector<NetworkStart>& starts,
                                 const Tally& tally, StopReason stop_reason = StopReason::all_paths);

    /// Completes the file: a row that was not written is a failed scenario. Returns the file's digest.
    std::uint64_t finish(const RunTiming& timing);

  private:
    class File;
    std::unique_ptr<File> file_;
};

}  // namespace killshot
