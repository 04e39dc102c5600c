// Writes the first inputs of the fuzzers: the scenarios of tests/scenario/bad_scenarios.txt and some good ones, shards
// of small tallies, and results of the sample.
//   write_corpus FOLDER
#include <array>
#include <iostream>

#include "fuzz/fuzz_support.hpp"
#include "results/result_file_test.hpp"
#include "run/row_code.hpp"
#include "run/shards.hpp"
#include "run/tally_code.hpp"
#include "tally/tally_test_support.hpp"

namespace {

namespace fs = std::filesystem;
using killshot::fuzz::write_bytes;
using namespace std::string_view_literals;

// A file, and arguments of --set (scenario_fuzzer.cpp).
constexpr std::array good_scenarios{
    "base = \"base.toml\"\n[run]\npaths = 100\nreport_every_months = 6\n\0sector.cut_rate=0.2\0"
    "networks.alpha.margin0=0.1"sv,
    "base = \"base.toml\"\n[[scenario]]\nname = \"a\"\n[[scenario]]\nname = \"b\"\nsector.cut_rate = 0.8\n"
    "networks.\"*\".margin0 = 0.1\n"sv,
    "base = \"base.toml\"\n[[axis]]\nkey = \"sector.cut_rate\"\nvalues = [0.1, 0.3]\ngroup = \"g\"\n[[axis]]\n"
    "key = \"networks.beta.margin0\"\nvalues = [0.1, 0.2]\ngroup = \"g\"\n"sv,
    "base = \"base.toml\"\n[design]\nkind = \"sobol\"\ndraws = 4\n[sector]\n"
    "cut_rate = { value = 0.13, low = 0.05, high = 0.28, unit = \"1/year\", status = \"derived\", "
    "source = \"a\" }\n"sv};

void write_scenarios(const fs::path& folder) {
    int n = 0;
    for (const std::string_view text : good_scenarios) write_bytes(folder / fmt::format("good-{}", n++), text);

    std::ifstream cases(fs::path(KILLSHOT_SOURCE_DIR) / "tests" / "scenario" / "bad_scenarios.txt");
    const std::string good = "../good/base.toml";
    std::string text;
    bool is_case = false;
    for (std::string line; std::getline(cases, line);) {
        if (line.starts_with("=== ") || line.starts_with("--- ")) {
            if (is_case) write_bytes(folder / fmt::format("bad-{}", n++), text);
            is_case = line.starts_with("=== case ");
            text.clear();
            continue;
        }
        if (const std::size_t at = line.find(good); at != std::string::npos) line.replace(at, good.size(), "base.toml");
        text += line + "\n";
    }
}

killshot::Record record(std::int64_t scenario, bool is_finished, const killshot::Tally& tally) {
    killshot::Record record{scenario, "sector.cut_rate=0.1", is_finished, killshot::StopReason::all_paths, {{0, 40}},
                            {}};
    if (!is_finished) record.slices.push_back({65536, 100});
    record.content = killshot::encode(tally);
    return record;
}

killshot::Record row_record() {
    killshot::ResultRow row;
    row.p_kill = {0.25, 0.5};
    row.killed = {11, {{0xFF, 0x20}, {0x00, 0x80}}};
    row.values = {std::vector<std::int64_t>{0, -1, 1'000'000}, std::vector<double>{0.1},
                  std::vector<std::string>{"sector.cut_rate = 0.1"}};
    return {7, "sector.cut_rate=0.1", true, killshot::StopReason::all_paths, {{0, 40}}, killshot::encode(row), true};
}

void write_shards(const fs::path& folder) {
    using namespace killshot;
    Tally tally = test::small_tally();
    const Tally empty = test::small_tally();
    for (std::int64_t& count : tally.use_bins(0, {100, 180})) count = 7;
    for (std::int64_t& count : tally.use_bins(1, {2000, 2003})) count = std::int64_t{1} << 40U;
    tally.row(Row::n_K2)[1] = 3;
    test::set_kill_bit(tally, 1, 39);
    Shard shard{{"0.1.0", "c0de", "1.0", "7", "40", "none", "none", "none", "none"},
                {record(0, true, tally), record(5, false, empty), row_record()},
                {}};
    const std::string bytes = shard_bytes(shard);
    constexpr std::size_t digest_bytes = 64;
    write_bytes(folder / "three_records", std::string_view(bytes).substr(0, bytes.size() - digest_bytes));
}

void write_results(const fs::path& folder) {
    using namespace killshot;
    for (const std::int64_t n_paths : {1, 16}) {
        const Scenario scenario = sample::scenario(7);
        sample::write_file(folder / fmt::format("{}_paths.h5", n_paths), scenario, sample::tally(scenario, n_paths));
    }
    const Scenario scenario = sample::scenario(7);
    ResultFrame frame = ResultFrame::of(scenario, 16);
    frame.scenarios = {"a", "b", "c"};
    const Tally tally = sample::tally(scenario, 16);
    ResultWriter writer(folder / "three.h5", sample::metadata(), frame);
    for (int n = 0; n < 3; ++n) writer.write_scenario(n, scenario, sample::starts(scenario), tally);
    writer.finish(sample::timing());
}

}  // namespace

int main(int n_arguments, char** arguments) {
    if (n_arguments != 2) {
        std::cerr << "usage: write_corpus FOLDER\n";
        return 2;
    }
    const fs::path folder = arguments[1];
    fs::remove_all(folder);
    for (const char* input : {"scenario", "shard", "result"}) fs::create_directories(folder / input);
    write_scenarios(folder / "scenario");
    write_shards(folder / "shard");
    write_results(folder / "result");
}
