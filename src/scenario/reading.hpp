/// A scenario file with everything that it inherits from: read once, and resolved once for each variant.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "inputs/changed_inputs.hpp"
#include "killshot/scenario.hpp"
#include "scenario/document.hpp"
#include "scenario/layer.hpp"
#include "scenario/network_files.hpp"
#include "scenario/problems.hpp"

namespace killshot {

class Reading {
  public:
    /// Reads the files and arguments. Throws Error if the files cannot be read; other problems are collected.
    Reading(const std::filesystem::path& file, const std::vector<std::string>& overrides);

    /// The scenario of the files, then the layers of `variant`, then the arguments.
    Scenario resolve(std::span<const ScenarioLayer> variant);

    /// Reports what is wrong with a layer on top of the files'.
    void check(const ScenarioLayer& layer);

    /// The file that was named. In the chain, the files that it inherits from come before it.
    [[nodiscard]] const Document& file() const { return *chain_.back(); }
    [[nodiscard]] std::span<const Document* const> chain() const { return chain_; }
    /// All keys, names and tokens of networks.
    [[nodiscard]] std::vector<std::string> projects() const;
    /// Index of the network with this key, name or token, in any case.
    [[nodiscard]] std::optional<int> network_named(std::string_view name) const;
    /// How many files networks inherit from.
    [[nodiscard]] int n_shared_files() const { return n_shared_files_; }
    /// The inputs as the innermost file states them.
    [[nodiscard]] const BaseInputs& base_inputs() const { return base_inputs_; }
    [[nodiscard]] std::span<const ScenarioLayer> arguments() const { return arguments_; }
    /// The folder of the scenarios that come with the program.
    [[nodiscard]] const std::filesystem::path& shipped() const { return shipped_; }
    [[nodiscard]] Documents& documents() { return documents_; }
    [[nodiscard]] Problems& problems() { return problems_; }

  private:
    void read_layers();
    void merge_run();
    void read_arguments();
    /// Applies a layer to the entries of the sector and the networks. narrowed: a later layer shortens run.networks.
    void apply_layer(const ScenarioLayer& layer, bool narrowed, Scenario& scenario, Entries& entries,
                     std::vector<NetworkDraft>& drafts);
    /// Assembles the innermost file's inputs from the entries that it leads to. Its problems are not reported: outer
    /// files may complete it.
    void keep_base_inputs();
    void list_changes_of_run(const std::vector<RunLayer>& runs);
    void assemble(const Entries& entries, const std::vector<NetworkDraft>& drafts, Scenario& scenario,
                  Problems& problems) const;
    [[nodiscard]] Place place_of_section(std::string_view section) const;

    std::filesystem::path file_;
    Scenario frame_;  // what all variants share: the run and names, but no numbers of the model
    Problems problems_;
    Documents documents_;
    std::vector<const Document*> chain_;  // innermost first
    std::vector<ScenarioLayer> layers_;   // of the files
    std::vector<ScenarioLayer> arguments_;
    std::filesystem::path shipped_;  // the scenarios that come with the program
    NetworkFolders folders_;
    std::size_t listed_by_ = 0;  // the last layer that sets run.networks: a file's, or the arguments
    std::vector<NetworkDraft> drafts_;
    int n_shared_files_ = 0;
    Entries entries_;  // of the sector
    BaseInputs base_inputs_;
};

}  // namespace killshot
