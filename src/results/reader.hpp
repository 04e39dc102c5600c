/// Reads a result file: everything is checked against the schema (version, type, shape) before it is used.
///
/// A foreign, truncated or damaged file gives an Error that names it. Verified by tests/results/reader_test.cpp,
/// which cuts and corrupts a real file at many places.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "analysis/epistemic.hpp"
#include "analysis/quantiles.hpp"
#include "killshot/model/outputs.hpp"
#include "killshot/scenario.hpp"
#include "killshot/tally/layout.hpp"

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
    Date start;
    int months{};                    // horizon
    int month_2027 = -1;             // the last month that ends by 2027-12-31; -1 where it lies outside the run
    std::vector<int> report_months;  // 1-based, ascending: the dates of outputs
    std::vector<std::string> scenarios;
    std::vector<bool> failed;  // of each scenario
    std::vector<ResultProject> projects;
};

using Quantiles = std::array<double, n_quantiles>;  // at quantile_probabilities

/// One network of one scenario.
struct ProjectResult {
    double p_kill{}, p_kill_2027{};  // NaN: 2027 does not end within the run
    Interval p_kill_interval, p_kill_2027_interval;
    Quantiles kill_month{}, parity_month{}, parity_discounted_month{};  // NaN: no path gets there
    std::array<std::vector<Quantiles>, n_network_outputs> output;  // [output][report date], in the output's own units
    double assumed_share{};                                        // of the inputs, how many are assumed
    std::int64_t first_killed_path = -1;  // number of the first path that the kill shot takes, -1 none
};

/// One scenario. `row` gives the counts of the rows that are variables of the file (is_variable), as Tally does: whole,
/// or the last axis at the leading indices. Index m - 1 of an axis of months is month m.
struct ScenarioResult {
    explicit ScenarioResult(TallyLayout layout_) : layout(std::move(layout_)) {}

    template <class... Index>
    [[nodiscard]] std::span<const std::int64_t> row(Row which, Index... leading) const {
        const std::span<const std::int64_t> whole = rows[static_cast<std::size_t>(which)];
        if constexpr (sizeof...(leading) == 0) return whole;
        const auto [first, length] = layout.extent(which).slice({static_cast<int>(leading)...});
        return whole.subspan(first, length);
    }

    TallyLayout layout;
    std::array<std::vector<std::int64_t>, n_rows> rows;
    std::int64_t paths{};
    std::string digest;
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
