// Files of Outputs::kills: what they have is what a whole file has, and the rest is said to be missing.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>

#include <gmock/gmock.h>

#include "report/batch_summary.hpp"
#include "report/difference.hpp"
#include "report/summary.hpp"
#include "results/h5/hdf5.hpp"
#include "results/reader.hpp"
#include "results/result_file_test.hpp"
#include "results/schema/file.hpp"
#include "support/message_of.hpp"

namespace killshot {
namespace {

using testing::ElementsAreArray;
using testing::HasSubstr;

constexpr int n_scenarios = 200;  // enough that every variable is compressed
constexpr std::int64_t n_paths = 1500;

class KillsFile : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder.emplace();
        write("all.h5", Outputs::all);
        write("kills.h5", Outputs::kills);
        all.emplace(folder->file("all.h5"));
        kills.emplace(folder->file("kills.h5"));
    }
    static void TearDownTestSuite() {
        all.reset();
        kills.reset();
        folder.reset();
    }

    static void write(const std::string& name, Outputs outputs) {
        Scenario scenario = sample::scenario();
        ResultFrame frame = ResultFrame::of(scenario, n_paths);
        frame.outputs = outputs;
        frame.scenarios.clear();
        for (int i = 0; i < n_scenarios; ++i) frame.scenarios.push_back(fmt::format("scenario {}", i));
        ResultWriter writer(folder->file(name), sample::metadata(), frame);
        std::vector<Tally> tallies;
        for (unsigned seed = 0; seed < 5; ++seed) tallies.push_back(sample::tally(scenario, n_paths, seed));
        const Tally short_one = sample::tally(scenario, n_paths / 2, 2);
        for (int i = 0; i < n_scenarios; ++i) {
            scenario.inputs.sector.cut_rate = 0.1 + i / 3.0;
            writer.write_scenario(i, scenario, sample::starts(scenario), i == 7 ? short_one : tallies[i % 5]);
        }
        writer.finish(sample::timing());
    }

    static inline std::optional<sample::Folder> folder;
    static inline std::optional<ResultFile> all, kills;
};

TEST_F(KillsFile, HasTheSameKills) {
    EXPECT_EQ(kills->header().outputs, Outputs::kills);
    EXPECT_EQ(all->header().outputs, Outputs::all);
    EXPECT_EQ(kills->header().digest, all->header().digest);
    for (const int i : {0, 7, n_scenarios - 1}) {
        EXPECT_EQ(kills->kill_bits(i).bits, all->kill_bits(i).bits);
        const Summary few = summarize(*kills, i, ""), whole = summarize(*all, i, "");
        EXPECT_EQ(few.paths, whole.paths);
        EXPECT_EQ(few.kill_shot.price_fall, whole.kill_shot.price_fall);
        EXPECT_EQ(few.n_killed, whole.n_killed);
        EXPECT_EQ(few.k1_held.hits, whole.k1_held.hits);
        for (std::size_t n = 0; n < few.networks.size(); ++n) {
            EXPECT_EQ(few.networks[n].kill.hits, whole.networks[n].kill.hits);
            EXPECT_EQ(few.networks[n].kill.high, whole.networks[n].kill.high);
            EXPECT_EQ(few.networks[n].kill_2027->hits, whole.networks[n].kill_2027->hits);
            EXPECT_EQ(few.networks[n].kill_given_k1.trials, whole.networks[n].kill_given_k1.trials);
            for (std::size_t reading = 0; reading < n_readings; ++reading)
                EXPECT_EQ(few.networks[n].kill_by_reading[reading].hits,
                          whole.networks[n].kill_by_reading[reading].hits);
            EXPECT_EQ(few.networks[n].assumed_share, whole.networks[n].assumed_share);
            EXPECT_EQ(few.networks[n].killed_path, whole.networks[n].killed_path);
        }
    }
}

TEST_F(KillsFile, LeavesTheRestUnknown) {
    const Summary summary = summarize(*kills, 0, "");
    const NetworkSummary& network = summary.networks.front();
    EXPECT_EQ(network.k2.trials, 0);
    EXPECT_EQ(network.first_exit[0].trials, 0);
    EXPECT_TRUE(network.killed_by.empty());
    EXPECT_TRUE(network.curves[0].mean.empty());
    EXPECT_TRUE(std::isnan(network.utilization));
    EXPECT_FALSE(main_cause(network).has_value());
    EXPECT_EQ(network.signals[0].verdict, Verdict::unknown);
    EXPECT_THAT(test::message_of([] { static_cast<void>(summarize(*kills, 0, "2028-06")); }),
                HasSubstr("it was run with --outputs kills and has kills by the horizon alone"));
}

TEST_F(KillsFile, HasTheInputsToFiveDigits) {
    for (const int i : {0, 1, n_scenarios - 1}) {
        const auto few = kills->inputs(i), whole = all->inputs(i);
        ASSERT_EQ(few.size(), whole.size());
        for (std::size_t n = 0; n < few.size(); ++n) {
            EXPECT_EQ(few[n].key, whole[n].key);
            EXPECT_NEAR(few[n].value, whole[n].value, 8e-6 * std::abs(whole[n].value)) << few[n].key;
            if (few[n].key.starts_with("kill_shot.")) {
                EXPECT_EQ(few[n].value, whole[n].value) << few[n].key;
            }
            EXPECT_EQ(few[n].status, whole[n].status);
            EXPECT_EQ(few[n].source, whole[n].source);
            EXPECT_TRUE(std::isnan(few[n].low)) << "beliefs are not in such a file";
        }
    }
}

TEST_F(KillsFile, IsComparedPathByPath) {
    const Difference few = difference(*kills, 3, *kills, 0), whole = difference(*all, 3, *all, 0);
    EXPECT_EQ(few.mean_here, whole.mean_here);
    EXPECT_EQ(few.networks[1].counts.n10, whole.networks[1].counts.n10);
    EXPECT_EQ(difference(*kills, 5, *all, 5).networks[0].difference, 0);
    EXPECT_FALSE(batch_to_text(summarize_batch(*kills)).empty());
}

TEST_F(KillsFile, HasNothingElseOfEachScenario) {
    const SchemaFile raw(folder->file("kills.h5"));
    EXPECT_FALSE(raw.has(schema::Group::signals));
    EXPECT_FALSE(raw.has(schema::Group::diff));
    EXPECT_FALSE(raw.has(schema::Dimension::cause));
    EXPECT_LT(5 * std::filesystem::file_size(folder->file("kills.h5")),
              std::filesystem::file_size(folder->file("all.h5")));
}

TEST_F(KillsFile, ThatContradictsItselfIsDamaged) {
    const std::string path = folder->file("damaged.h5");
    const auto error_after = [&](const char* variable, auto value) {
        std::filesystem::copy_file(folder->file("kills.h5"), path, std::filesystem::copy_options::overwrite_existing);
        {
            const hdf5::Id file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
            const hdf5::Id dataset(H5Dopen2(file, variable, H5P_DEFAULT), H5Dclose);
            const hdf5::Lengths lengths = hdf5::lengths_of(dataset);
            std::size_t n = 1;
            for (std::size_t axis = 1; axis < lengths.size(); ++axis) n *= static_cast<std::size_t>(lengths[axis]);
            hdf5::write_rows(dataset, 0, 1, std::vector<decltype(value)>(n, value));
        }
        return test::message_of([&] { static_cast<void>(ResultFile(path).scenario(0)); });
    };
    EXPECT_THAT(error_after("n_kill", std::int64_t{0}), HasSubstr("n_kill"));
    EXPECT_THAT(error_after("n_K1_held", std::int64_t{1}), HasSubstr("n_kill counts"));
    EXPECT_THAT(error_after("n_killed", std::int64_t{2}), HasSubstr("n_killed does not count every path once"));
    EXPECT_THAT(error_after("n_kill_2027", n_paths), HasSubstr("n_kill_2027"));
    EXPECT_THAT(error_after("p_kill_by_reading", 1.5), HasSubstr("p_kill_by_reading is not between 0 and 1"));
    EXPECT_THAT(error_after("p_kill_by_reading", 1.0), HasSubstr("p_kill_by_reading does not have the kills"));
}

}  // namespace
}  // namespace killshot
