/// A scenario file with all that it inherits from, read once, and resolved as often as it has variants.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "killshot/scenario.hpp"
#include "scenario/document.hpp"
#include "scenario/layer.hpp"
#include "scenario/network_files.hpp"
#include "scenario/problems.hpp"

namespace killshot {

class Reading {
  public:
    /// Reads the files and arguments. Throws Error where the files cannot be read; other problems are collected.
    Reading(const std::filesystem::path& file, const std::vector<std::string>& overrides);

    /// The scenario of the files, of `variant` laid over them, and of the arguments, which have the last word.
    Scenario resolve(std::span<const ScenarioLayer> variant);

    /// Tells what is wrong with a layer over the files' own.
    void check(const ScenarioLayer& layer);

    /// The file that was asked for; what it inherits from comes before it.
    [[nodiscard]] const Document& file() const { return *chain_.back(); }
    [[nodiscard]] std::span<const Document* const> chain() const { return chain_; }
    /// Every name and key that a network goes by.
    [[nodiscard]] std::vector<std::string> projects() const;
    /// Index of the network that goes by this name.
    [[nodiscard]] std::optional<int> network_named(std::string_view name) const;
    /// How many files networks inherit from.
    [[nodiscard]] int n_shared_files() const { return n_shared_files_; }
    [[nodiscard]] std::span<const ScenarioLayer> arguments() const { return arguments_; }
    [[nodiscard]] Documents& documents() { return documents_; }
    [[nodiscard]] Problems& problems() { return problems_; }

  private:
    void read_layers();
    void merge_run();
    void read_arguments();
    /// Lays a layer over the sector's entries and the networks; narrowed: a later one has shortened run.networks.
    void lay(const ScenarioLayer& layer, bool narrowed, Scenario& scenario, Entries& entries,
             std::vector<NetworkDraft>& drafts);
    void assemble(const Entries& entries, const std::vector<NetworkDraft>& drafts, Scenario& scenario);
    [[nodiscard]] Place place_of_section(std::string_view section) const;

    std::filesystem::path file_;
    Scenario frame_;  // what every variant has: the run, its names, nothing of the model's numbers
    Problems problems_;
    Documents documents_;
    std::vector<const Document*> chain_;  // innermost first
    std::vector<ScenarioLayer> layers_;   // of the files
    std::vector<ScenarioLayer> arguments_;
    std::filesystem::path folder_;  // of network files
    std::size_t listed_by_ = 0;     // the layer that has the last word on run.networks: a file's, or the arguments
    std::vector<NetworkDraft> drafts_;
    int n_shared_files_ = 0;
    Entries entries_;  // of the sector
};

}  // namespace killshot
