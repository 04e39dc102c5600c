/// Scenario files for tests: the good scenario, temporary folders, and the errors of reading.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "ensemble/ensemble.hpp"
#include "files/temporary_folder.hpp"
#include "killshot/error.hpp"
#include "killshot/scenario.hpp"
#include "support/message_of.hpp"

namespace killshot {

inline const std::filesystem::path scenario_tests = std::filesystem::path(KILLSHOT_SOURCE_DIR) / "tests" / "scenario";
inline const std::filesystem::path good_base = scenario_tests / "good" / "base.toml";

inline std::string read_text(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline void write_text(const std::filesystem::path& file, const std::string& text) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

/// A folder for scenario files.
class ScenarioFolder {
  public:
    std::filesystem::path operator/(const std::string& name) const { return folder_.file(name); }

    /// A file that inherits from the good scenario.
    std::filesystem::path scenario(const std::string& text, const std::string& name = "test.toml") const {
        write_text(*this / name, "base = \"" + good_base.string() + "\"\n" + text);
        return *this / name;
    }

    /// The good scenario with its networks, to be changed.
    std::filesystem::path copy_of_good() const {
        std::filesystem::copy(good_base.parent_path(), folder_.path(), std::filesystem::copy_options::recursive);
        return *this / "base.toml";
    }

  private:
    TemporaryFolder folder_{"killshot-scenario"};
};

/// The error of reading the file, with `folder` removed from its paths; empty if the scenario is right.
inline std::string error_of(const std::filesystem::path& file, const std::vector<std::string>& overrides = {},
                            const std::filesystem::path& folder = {}) {
    std::string text = test::message_of([&] { static_cast<void>(read_ensemble(file, overrides)); });
    const std::string cut = (folder.empty() ? file.parent_path() : folder).string() + "/";
    for (std::size_t at = text.find(cut); at != std::string::npos; at = text.find(cut)) text.erase(at, cut.size());
    return text;
}

/// The parameter. Throws if the scenario has none with this path.
inline const Parameter& parameter(const Scenario& scenario, const std::string& path) {
    const Parameter* found = find_parameter(scenario, path);
    if (found == nullptr) throw std::logic_error("no parameter " + path);
    return *found;
}

inline double value_of(const Scenario& scenario, const std::string& path) {
    return value_of(scenario, parameter(scenario, path));
}

inline void replace_in(const std::filesystem::path& file, const std::string& what, const std::string& by) {
    std::string text = read_text(file);
    const std::size_t at = text.find(what);
    if (at == std::string::npos) throw std::logic_error(file.string() + " has no " + what);
    write_text(file, text.replace(at, what.size(), by));
}

}  // namespace killshot
