/// What every command that reads a scenario asks for, and how it finds it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "killshot/scenario.hpp"

namespace CLI {
class App;
}

namespace killshot::cli {

enum class ScenarioArgument : std::uint8_t { required, base_by_default };

class ScenarioOptions {
  public:
    /// Adds SCENARIO and --set to a command. The options have to outlive its parsing.
    void add_to(CLI::App& command, ScenarioArgument argument);

    /// The file that is read: as given, else the base scenario. Throws Error where there is none.
    [[nodiscard]] std::string path() const;
    [[nodiscard]] const std::vector<std::string>& overrides() const { return overrides_; }
    /// The scenario as resolved. Throws Error for what is wrong with it.
    [[nodiscard]] Scenario read() const;

  private:
    std::string path_;
    std::vector<std::string> overrides_;
};

/// Index of a network by its name or key, in any case. Throws Error that lists what there is.
[[nodiscard]] int network_named(const Inputs& inputs, const std::string& name);

}  // namespace killshot::cli
