/// The options of every command that reads a scenario.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "killshot/scenario.hpp"

namespace CLI {
class App;
}

namespace killshot::cli {

enum class ScenarioArgument : std::uint8_t { required, base_by_default };

class ScenarioOptions {
  public:
    /// Adds SCENARIO and --set to a command. This object must outlive the parsing.
    void add_to(CLI::App& command, ScenarioArgument argument);

    /// The file that the command line names, the shipped scenario of that name, or the base scenario. Throws Error if
    /// there is none.
    [[nodiscard]] std::string path() const;
    [[nodiscard]] const std::vector<std::string>& overrides() const { return overrides_; }
    /// In place of what the command line says.
    void set(std::string path, std::vector<std::string> overrides) {
        path_ = std::move(path);
        overrides_ = std::move(overrides);
    }
    /// Reads the scenario. Throws Error if it is wrong.
    [[nodiscard]] Scenario read() const;

  private:
    std::string path_;
    std::vector<std::string> overrides_;
};

/// The index of a network given by name, key or token, in any case. Throws Error that names the option
/// and suggests a network if there is none.
[[nodiscard]] int network_named(const Inputs& inputs, const std::string& name, std::string_view option);

}  // namespace killshot::cli
