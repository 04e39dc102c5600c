/// What `killshot run` and `killshot merge` do: both write a result, and print its table and its digest.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/scenario_options.hpp"
#include "cli/stopwatch.hpp"
#include "ensemble/ensemble.hpp"
#include "killshot/backend.hpp"
#include "results/run_facts.hpp"
#include "run/run_ensemble.hpp"

namespace CLI {
class App;
}

namespace killshot::cli {

class RunCommand {
  public:
    /// arguments: the whole command line.
    explicit RunCommand(const std::vector<std::string>& arguments);

    /// The options of `run` alone, those of both commands, and --slice, which excludes some of them, last. This object
    /// must outlive the parsing.
    void add_run_options(CLI::App& command);
    void add_result_options(CLI::App& command);
    void add_slice_option(CLI::App& command);

    /// Simulates. Returns the exit code.
    [[nodiscard]] int run() const;
    /// Makes one result of the files of slices. Returns the exit code.
    [[nodiscard]] int merge(const std::vector<std::string>& files);

  private:
    [[nodiscard]] Ensemble read() const;
    [[nodiscard]] RunInput input() const;
    [[nodiscard]] RunOptions run_options(Ranks* ranks, const Backend& chosen) const;
    [[nodiscard]] int usable_threads() const;
    [[nodiscard]] BackendChoice choose(const Ensemble& batch, const Ranks* ranks) const;
    [[nodiscard]] std::string output_of(const std::string& scenario) const;
    int run_here(Ranks* ranks, std::vector<SliceFile> slices = {}) const;
    void report_result(const RunOptions& options, const RunOutcome& outcome, bool has_any,
                       const std::string& speed) const;
    void require_beliefs(const Ensemble& batch) const;
    [[nodiscard]] RunMetadata metadata(const Scenario& scenario, const Backend& backend) const;
    [[nodiscard]] std::string scenario_again() const;

    ScenarioOptions scenario_options_;
    std::string output_;
    std::optional<std::int64_t> paths_;
    std::optional<std::uint64_t> seed_;
    std::string backend_name_ = "auto", isa_ = "auto", on_error_ = "stop", outputs_ = "all";
    std::optional<double> target_se_;
    std::optional<std::int64_t> beliefs_, belief_paths_;
    int threads_ = 0;
    bool resume_ = false, force_ = false, mkdir_ = false, quiet_ = false, json_ = false;
    Part part_;
    std::string command_line_;
};

}  // namespace killshot::cli
