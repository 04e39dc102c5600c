/// Reads a result file. Everything is compared with the schema before it is read, and with what a run can have written
/// afterwards (results/checks.hpp).
///
/// A file that is not a result, or that is damaged, gives an Error that names it. Verified by
/// tests/results/reader_test.cpp, and by hostile_files_test.cpp on files made to do harm.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/beliefs.hpp"
#include "analysis/epistemic.hpp"
#include "analysis/quantiles.hpp"
#include "killshot/inputs.hpp"
#include "killshot/scenario.hpp"
#include "killshot/tally/layout.hpp"

namespace killshot {

/// A network as the file names it. key is the name of its file; token is empty if it has none.
struct ResultProject {
    std::string name, key, token, stance, archetype;
};

/// What all scenarios of a file share, and which of them were run.
struct ResultHeader {
    std::string path;    // of the result file
    std::string source;  // "killshot 0.1.0 (git ...)"
    std::string input;   // the scenario file with its overrides, as another command takes them
    std::string digest;  // 16 hexadecimal digits
    std::uint64_t seed{};
    double confidence{};  // of every interval in the file
    std::chrono::year_month_day start;
    int months{};  // horizon
    int report_every_months{};
    int month_2027 = -1;             // the last month that ends by 2027-12-31; -1 if it lies outside the run
    std::vector<int> report_months;  // 1-based, ascending: the dates of outputs
    std::vector<std::string> scenarios;
    std::vector<std::string> digests;  // of each scenario; empty if it failed
    std::vector<std::string> changes;  // of each scenario's inputs, as text: parse_changes; empty if it failed
    std::vector<bool> failed;          // of each scenario
    std::vector<ResultProject> projects;
};

/// An output of the model at each report date, in its own units. NaN where it needs a token and the network has none.
struct OutputCurve {
    std::vector<double> mean;
    std::vector<std::array<double, n_quantiles>> quantiles;  // at quantile_probabilities
};

/// One network of one scenario, besides its counts.
struct ProjectResult {
    std::array<OutputCurve, n_network_outputs> outputs;  // in the order of NetworkOutputs
    double assumed_share{};                              // of the inputs, how many are assumed
    std::int64_t first_killed_path = -1;                 // index of the first path that is killed; -1 if none is
};

/// One scenario. `row` gives the counts of paths and months, as Tally does: whole, or the last axis at the leading
/// indices. Index m - 1 of an axis of months is month m. Sums and histograms are not in the file: their rows are empty.
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
    KillShotInputs kill_shot;  // what counts as a kill, and when signals are read
    std::vector<ProjectResult> projects;
    std::array<OutputCurve, n_sector_outputs> sector_outputs;  // in the order of SectorOutputs
};

/// A number that a scenario was run with, as /parameters has it.
struct ResultInput {
    int network = -1;      // index of the network whose parameter it is; -1: of the sector, kill shot or correlation
    std::string key;       // "sector.cut_rate", "networks.akash.margin0"
    double value{};        // truth as 0 and 1
    double low{}, high{};  // 5% and 95% points of the belief about it; NaN where it is known
    std::string unit;
    Status status{};
    std::optional<int> n;       // observations behind the first scenario's value, where they are recorded
    std::string source, as_of;  // of the first scenario's value
};

/// Where a result comes from.
struct Provenance {
    std::string command_line, git, compiler, flags, backend, isa, device, cuda, created_utc, input_sha256;
    struct File {
        std::string path, sha256;
    };
    std::vector<File> files;  // that were read
};

/// Which paths of a scenario the kill shot takes by the horizon.
struct KillBits {
    std::int64_t n_paths{};                       // that have bits: the first 2^20 at most
    std::vector<std::vector<std::uint8_t>> bits;  // [network]: path p is bit 7 - p mod 8 of byte p div 8
};

/// What differs from the scenario's base file.
[[nodiscard]] std::vector<ChangedInput> changed_inputs(const ResultHeader& header, int scenario);

/// Index of a scenario by its name. Throws Error that suggests one.
[[nodiscard]] int scenario_named(const ResultHeader& header, const std::string& name);

/// Index of a network by its name, key or token, in any case. Throws Error that names the option and suggests a key.
[[nodiscard]] int project_named(const ResultHeader& header, const std::string& name, std::string_view option);

class SchemaFile;

class ResultFile {
  public:
    /// A file of unknown origin is first checked in a child process. A file that this process has just written is not,
    /// so that a rank of MPI can read it.
    enum class Origin : std::uint8_t { unknown, this_process };

    /// Opens the file and checks it. Throws Error if it is not a result, damaged, or of another schema.
    explicit ResultFile(const std::string& path, Origin origin = Origin::unknown);
    ~ResultFile();
    ResultFile(ResultFile&&) noexcept;
    ResultFile& operator=(ResultFile&&) noexcept;

    [[nodiscard]] const ResultHeader& header() const { return header_; }
    /// Throws Error if the scenario failed or is damaged, std::out_of_range if there is no such scenario.
    [[nodiscard]] ScenarioResult scenario(int index) const;
    /// As scenario().
    [[nodiscard]] KillBits kill_bits(int index) const;
    /// As scenario(). The inputs of the sector, the kill shot and the correlation, then those of each network.
    [[nodiscard]] std::vector<ResultInput> inputs(int index) const;
    [[nodiscard]] Provenance provenance() const;
    /// Of each network; empty unless the scenarios are the draws of a design.
    [[nodiscard]] const std::vector<EpistemicEstimate>& epistemic() const { return epistemic_; }
    /// The draws of the inputs' beliefs. Nothing for several scenarios, or where none were drawn.
    [[nodiscard]] const std::optional<BeliefDraws>& beliefs() const { return beliefs_; }

  private:
    void read_header();
    /// Runs read(), which reads scenario `index`.
    template <class Read>
    auto read_scenario(int index, Read read) const;

    std::unique_ptr<SchemaFile> file_;
    ResultHeader header_;
    std::vector<EpistemicEstimate> epistemic_;
    std::optional<BeliefDraws> beliefs_;
};

}  // namespace killshot
