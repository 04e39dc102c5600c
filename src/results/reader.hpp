/// Reads a result file: everything is checked against the schema (version, type, shape) before it is used.
///
/// A foreign, truncated or damaged file gives an Error that names it. Verified by tests/results/reader_test.cpp,
/// which cuts and corrupts a real file at many places.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "analysis/epistemic.hpp"
#include "analysis/quantiles.hpp"
#include "killshot/model/outputs.hpp"
#include "killshot/scenario.hpp"
#include "killshot/tally/rows.hpp"

namespace killshot {

/// A network as the file names it. key is the name of its file; token is empty where there is none.
struct ResultProject {
    std::string name, key, token, stance, archetype;
};

/// What all scenarios of a file share.
struct ResultHeader {
    std::string path;    // of the result file
    std::string source;  // "killshot 0.1.0 (git ...)"
    std::string input;   // the scenario file with its overrides, as another command takes them
    std::string created_utc, backend, isa, device, status;
    std::string digest;  // 16 hexadecimal digits
    std::uint64_t seed{};
    double confidence{};  // of every interval in the file
    std::chrono::year_month_day start;
    int months{};                    // horizon
    int month_2027 = -1;             // the last month that ends by 2027-12-31; -1 where it lies outside the run
    std::vector<int> report_months;  // 1-based, ascending: the dates of outputs
    std::vector<std::string> scenarios;
    std::vector<bool> failed;  // of each scenario
    std::vector<ResultProject> projects;
};

using Quantiles = std::array<double, n_quantiles>;  // at quantile_probabilities

/// One network of one scenario. By-month vectors have one entry a month; index m - 1 is month m.
struct ProjectResult {
    using ByMonth = std::vector<std::int64_t>;

    std::array<ByMonth, n_causes> n_exit, n_fired;      // [cause]: first exits in the month; all that fired in it
    ByMonth n_k2, n_k3;                                 // the condition holds after the month
    ByMonth n_parity, n_parity_discounted, n_adoption;  // first passage in the month
    std::int64_t n_standing{}, n_long_tail_only{};      // of the paths that the kill shot takes

    double p_kill{}, p_kill_2027{};  // NaN: 2027 does not end within the run
    Interval p_kill_interval, p_kill_2027_interval;
    Quantiles kill_month{}, parity_month{}, parity_discounted_month{};  // NaN: no path gets there
    std::array<std::vector<Quantiles>, n_network_outputs> output;  // [output][report date], in the output's own units
    double assumed_share{};                                        // of the inputs, how many are assumed
    std::int64_t first_killed_path = -1;  // number of the first path that the kill shot takes, -1 none
};

/// One scenario.
struct ScenarioResult {
    std::int64_t paths{};
    std::string digest;
    std::vector<std::int64_t> n_k1, n_k1_list, n_k1_any, n_adoption_any;  // [month]
    std::int64_t n_k1_held{};            // paths on which K1 held for the hold at some time
    std::vector<std::int64_t> n_killed;  // [0..networks] paths by how many networks the kill shot takes
    std::array<std::int64_t, n_stances> n_all_of_stance{};
    std::array<std::vector<Quantiles>, n_sector_outputs> sector_output;  // [output][report date]
    std::vector<ProjectResult> projects;
};

/// Which paths of a scenario the kill shot takes by the horizon.
struct KillBits {
    std::int64_t n_paths{};                       // that have bits: the first 2^20 at most
    std::vector<std::vector<std::uint8_t>> bits;  // [network]: path p is bit 7 - p mod 8 of byte p div 8
};

/// Index of a scenario by its name. Throws Error that says what there is.
[[nodiscard]] int scenario_named(const ResultHeader& header, const std::string& name);

class SchemaFile;

class ResultFile {
  public:
    /// Opens the file and checks it. Throws Error when it is no result of a run, damaged, or of another schema.
    explicit ResultFile(const std::string& path);
    ~ResultFile();
    ResultFile(ResultFile&&) noexcept;
    ResultFile& operator=(ResultFile&&) noexcept;

    [[nodiscard]] const ResultHeader& header() const { return header_; }
    /// Throws Error when the scenario failed or is damaged, std::out_of_range when there is no such scenario.
    [[nodiscard]] ScenarioResult scenario(int index) const;
    /// As scenario().
    [[nodiscard]] KillBits kill_bits(int index) const;
    /// Of each network; nothing where the scenarios are not the draws of a design.
    [[nodiscard]] std::vector<EpistemicEstimate> epistemic() const;

  private:
    /// Runs read(), which reads scenario `index`, after a rehearsal.
    template <class Read>
    auto read_scenario(int index, Read read) const;

    std::unique_ptr<SchemaFile> file_;
    ResultHeader header_;
};

}  // namespace killshot
