/// Runs the built executable as a user does, in a folder of its own with the project's scenarios beside it.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <sys/wait.h>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "files/temporary_folder.hpp"

namespace killshot {

struct Outcome {
    int exit_code{};
    std::string out, err;

    [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(out); }
};

inline std::string text_of_file(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

class CommandLine : public testing::Test {
  protected:
    void SetUp() override {
        std::filesystem::create_symlink(std::string(KILLSHOT_SOURCE_DIR) + "/scenarios", folder / "scenarios");
    }

    /// arguments as a shell reads them.
    Outcome killshot(const std::string& arguments) const {
        const auto out = folder / "stdout", err = folder / "stderr";
        // The arguments come last, so that a redirection among them replaces these.
        const std::string command = "cd '" + folder.string() + "' && '" KILLSHOT_EXECUTABLE "' > '" + out.string() +
                                    "' 2> '" + err.string() + "' " + arguments;
        const int status = std::system(command.c_str());
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of_file(out), text_of_file(err)};
    }

  private:
    TemporaryFolder temporary_{"killshot-cli"};

  protected:
    const std::filesystem::path folder = temporary_.path();
};

}  // namespace killshot
