/// A temporary folder with an ensemble of one small network, and options to run it.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>

#include "backend/cpu.hpp"
#include "files/temporary_folder.hpp"
#include "killshot/error.hpp"
#include "run/run_ensemble.hpp"
#include "run/shards.hpp"
#include "support/message_of.hpp"

namespace killshot::test {

class EnsembleTest : public testing::Test {
  protected:
    void SetUp() override {
        std::filesystem::create_symlink(std::string(KILLSHOT_SOURCE_DIR) + "/scenarios/networks", folder / "networks");
    }

    /// Five scenarios of one network; `more` is added to the file.
    [[nodiscard]] Ensemble ensemble(std::int64_t paths, const std::string& more = "") const {
        std::ofstream(folder / "five.toml") << "base = \"" KILLSHOT_SOURCE_DIR
                                               "/scenarios/base.toml\"\n"
                                               "[run]\nnetworks = [\"render\"]\npaths = "
                                            << paths << "\n"
                                            << more;
        std::ofstream file(folder / "five.toml", std::ios::app);
        for (const char* rate : {"0.1", "0.2", "0.4", "0.6", "0.8"})
            file << "[[scenario]]\nname = \"cut_rate " << rate << "\"\nsector.cut_rate = " << rate << "\n";
        file.close();
        return read_ensemble(folder / "five.toml", {});
    }

    [[nodiscard]] RunOptions options(const std::string& name, int threads = 1) const {
        RunOptions options;
        options.file = (folder / (name + ".h5")).string();
        options.existing = Existing::replace;
        options.threads = threads;
        options.make_backend = [](int n) { return make_cpu_backend(n, "auto"); };
        return options;
    }

  private:
    TemporaryFolder temporary_{"killshot-run"};

  protected:
    const std::filesystem::path folder = temporary_.path();
};

}  // namespace killshot::test
