// Reads a scenario file with arguments of --set, and makes its first scenarios. An input is the text of a file that
// stands beside tests/scenario/good/base.toml; each argument follows a byte 0.
#include <algorithm>
#include <vector>

#include "ensemble/ensemble.hpp"
#include "fuzz/fuzz_support.hpp"
#include "tables/tables.hpp"

namespace {

constexpr std::int64_t most_scenarios = 3;

/// A copy of the good scenario and its networks.
class GoodFolder {
  public:
    GoodFolder() {
        std::filesystem::copy(std::filesystem::path(KILLSHOT_SOURCE_DIR) / "tests" / "scenario" / "good",
                              folder_.path(), std::filesystem::copy_options::recursive);
    }
    [[nodiscard]] std::filesystem::path file() const { return folder_.file("fuzz.toml"); }

  private:
    killshot::TemporaryFolder folder_{"killshot-fuzz-scenario"};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const GoodFolder folder;
    std::string_view left = killshot::fuzz::text_of(data, size);
    std::vector<std::string_view> parts;
    for (std::size_t end = 0; end != std::string_view::npos;) {
        end = left.find('\0');
        parts.push_back(left.substr(0, end));
        left.remove_prefix(std::min(left.size(), parts.back().size() + 1));
    }
    killshot::fuzz::write_bytes(folder.file(), parts[0]);
    const std::vector<std::string> overrides(parts.begin() + 1, parts.end());
    killshot::fuzz::expect_only_errors([&] {
        const killshot::Ensemble ensemble = killshot::read_ensemble(folder.file(), overrides);
        for (std::int64_t n = 0; n < std::min(ensemble.size(), most_scenarios); ++n) {
            const killshot::Scenario scenario = ensemble.scenario(n);
            const killshot::TableStorage<float> tables(scenario.inputs);
        }
    });
    return 0;
}
