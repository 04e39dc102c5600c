#include "results/reader.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/estimates.hpp"
#include "killshot/error.hpp"
#include "results/h5/hdf5.hpp"
#include "results/result_file_test.hpp"
#include "support/message_of.hpp"

namespace killshot {
namespace {

using sample::Folder;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;

void put_bytes(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

/// The error of opening a file and reading its first scenario; empty if there is none.
std::string error_of(const std::string& path) {
    return test::message_of([&] { static_cast<void>(ResultFile(path).scenario(0)); });
}

TEST(ResultFile, GivesBackWhatWasWritten) {
    const Folder folder;
    const Scenario scenario = sample::scenario();
    const Tally tally = sample::tally(scenario, 3000);
    sample::write_file(folder.file("a.h5"), scenario, tally);
    const ResultFile file(folder.file("a.h5"));

    const ResultHeader& header = file.header();
    EXPECT_EQ(header.input, "scenarios/sample.toml");
    EXPECT_EQ(header.device, "a test");
    EXPECT_EQ(header.seed, scenario.seed);
    EXPECT_EQ(header.confidence, 0.95);
    EXPECT_EQ(header.start, scenario.start);
    EXPECT_EQ(header.months, 36);
    EXPECT_EQ(header.month_2027, 13);
    EXPECT_THAT(header.report_months, ElementsAre(6, 12, 13, 18, 24, 30, 36));
    EXPECT_THAT(header.scenarios, ElementsAre("sample"));
    ASSERT_EQ(header.projects.size(), 3U);
    EXPECT_EQ(header.projects[1].name, "io.net");
    EXPECT_EQ(header.projects[1].key, "io_net");
    EXPECT_EQ(header.projects[1].stance, "conviction");
    EXPECT_EQ(header.projects[2].archetype, "pre_token");

    const ScenarioResult result = file.scenario(0);
    const Estimates estimates = estimate(scenario, sample::starts(scenario), tally, QuantileIntervals::yes);
    EXPECT_EQ(result.paths, 3000);
    EXPECT_THAT(result.n_k1_any, ElementsAreArray(tally.row(Row::n_k1_any)));
    EXPECT_THAT(result.n_killed, ElementsAreArray(tally.row(Row::n_killed)));
    EXPECT_THAT(result.n_all_of_stance, ElementsAreArray(tally.row(Row::n_all_of_stance)));
    EXPECT_EQ(result.n_k1_held, tally.row(Row::n_k1_held)[0]);
    for (int i = 0; i < 3; ++i) {
        const ProjectResult& project = result.projects[static_cast<std::size_t>(i)];
        const NetworkEstimates& network = estimates.networks[static_cast<std::size_t>(i)];
        for (int cause = 0; cause < n_causes; ++cause) {
            EXPECT_THAT(project.n_exit[static_cast<std::size_t>(cause)],
                        ElementsAreArray(tally.row(Row::n_exit, i, cause)));
            EXPECT_THAT(project.n_fired[static_cast<std::size_t>(cause)],
                        ElementsAreArray(tally.row(Row::n_fired, i, cause)));
        }
        EXPECT_THAT(project.n_k2, ElementsAreArray(tally.row(Row::n_k2, i)));
        EXPECT_THAT(project.n_k3, ElementsAreArray(tally.row(Row::n_k3, i)));
        EXPECT_THAT(project.n_parity, ElementsAreArray(tally.row(Row::n_parity, i)));
        EXPECT_THAT(project.n_parity_discounted, ElementsAreArray(tally.row(Row::n_parity_discounted, i)));
        EXPECT_THAT(project.n_adoption, ElementsAreArray(tally.row(Row::n_adoption, i)));
        EXPECT_EQ(project.p_kill, network.kill.p);
        EXPECT_EQ(project.p_kill_2027, network.kill_2027.p);
        EXPECT_EQ(project.p_kill_interval.low, network.kill.interval.low);
        EXPECT_EQ(project.p_kill_2027_interval.high, network.kill_2027.interval.high);
        EXPECT_EQ(project.kill_month[median_index], network.kill_month.quantile[median_index]);
        EXPECT_EQ(project.assumed_share, static_cast<float>(network.assumed_share));
        for (std::size_t output = 0; output < n_network_outputs; ++output) {
            ASSERT_EQ(project.output[output].size(), 7U);
            const auto wanted = static_cast<float>(network.outputs[output][6].quantile[median_index]);
            if (std::isnan(wanted)) {
                EXPECT_TRUE(std::isnan(project.output[output][6][median_index]));
            } else {
                EXPECT_EQ(project.output[output][6][median_index], wanted);
            }
        }
        std::int64_t path = 0;
        while ((tally.kill_bits(i)[static_cast<std::size_t>(path / 8)] & (128U >> (path % 8))) == 0) ++path;
        EXPECT_EQ(project.first_killed_path, path);
    }
    EXPECT_EQ(result.sector_output[5][0][median_index],
              static_cast<float>(estimates.sector_outputs[5][0].quantile[median_index]));
}

TEST(ResultFile, SaysWhatIsNoResult) {
    const Folder folder;
    EXPECT_THAT(error_of(folder.file("missing.h5")), AllOf(HasSubstr("missing.h5"), HasSubstr("No such file")));
    put_bytes(folder.file("empty.h5"), "");
    EXPECT_THAT(error_of(folder.file("empty.h5")), HasSubstr("no HDF5 file"));
    put_bytes(folder.file("text.h5"), "scenario,project\n1,2\n");
    EXPECT_THAT(error_of(folder.file("text.h5")), HasSubstr("no HDF5 file"));
    std::filesystem::create_directory(folder.file("folder.h5"));
    EXPECT_THAT(error_of(folder.file("folder.h5")), HasSubstr("folder.h5"));
    { const hdf5::Id foreign = hdf5::create_file(folder.file("foreign.h5")); }
    EXPECT_THAT(error_of(folder.file("foreign.h5")), AllOf(HasSubstr("foreign.h5"), HasSubstr("killshot_schema")));
}

/// A sample file whose content `change` then alters through HDF5.
class ChangedFile : public ::testing::Test {
  protected:
    void SetUp() override {
        const Scenario scenario = sample::scenario();
        sample::write_file(path_, scenario, sample::tally(scenario, 16));
    }

    template <class Change>
    std::string error_after(Change change) {
        {
            const hdf5::Id file(H5Fopen(path_.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
            change(static_cast<hid_t>(file));
        }
        return error_of(path_);
    }

    static void remove(hid_t file, const char* name) { ASSERT_GE(H5Ldelete(file, name, H5P_DEFAULT), 0); }

    Folder folder_;
    std::string path_ = folder_.file("a.h5");
};

TEST_F(ChangedFile, OfAnotherSchemaIsNotGuessedAt) {
    EXPECT_THAT(error_after([](hid_t file) {
                    H5Adelete(file, "killshot_schema");
                    hdf5::write_attribute(file, "killshot_schema", std::string("9.0"));
                }),
                AllOf(HasSubstr("9.0"), HasSubstr("1.0"), HasSubstr("killshot ")));
}

TEST_F(ChangedFile, WithoutAVariableIsRefused) {
    EXPECT_THAT(error_after([](hid_t file) { remove(file, "n_exit"); }), HasSubstr("no variable n_exit"));
}

TEST_F(ChangedFile, WithAVariableOfAnotherTypeIsRefused) {
    EXPECT_THAT(error_after([](hid_t file) {
                    remove(file, "n_exit");
                    const hdf5::Id put = hdf5::create_dataset(file, "n_exit", schema::Type::float64, {1, 3, 4, 36}, {});
                }),
                HasSubstr("n_exit is no int64"));
}

TEST_F(ChangedFile, WithAVariableOfAnotherShapeIsRefused) {
    EXPECT_THAT(error_after([](hid_t file) {
                    remove(file, "p_kill");
                    const hdf5::Id put = hdf5::create_dataset(file, "p_kill", schema::Type::float64, {1, 4}, {});
                }),
                HasSubstr("p_kill has not the shape"));
}

TEST_F(ChangedFile, WithAnAbsurdAxisIsRefusedBeforeMemoryIsAskedFor) {
    EXPECT_THAT(error_after([](hid_t file) {
                    remove(file, "scenario");
                    const hdf5::Id put =
                        hdf5::create_dataset(file, "scenario", schema::Type::text, {hsize_t{1} << 40U}, {});
                }),
                HasSubstr("axis scenario"));
}

TEST_F(ChangedFile, WithMoreHitsThanPathsIsRefused) {
    EXPECT_THAT(error_after([](hid_t file) {
                    const hdf5::Id n = hdf5::open_dataset(file, "n_K1_held", schema::Type::int64);
                    hdf5::write_rows(n, 0, 1, std::vector<std::int64_t>{17});
                }),
                HasSubstr("n_K1_held counts 17 of 16 paths"));
}

TEST_F(ChangedFile, WithAStartThatIsNoDateIsRefused) {
    for (const char* start : {"2026-02-30", "soon", "2026-11-22T00"}) {
        EXPECT_THAT(error_after([&](hid_t file) {
                        H5Adelete(file, "start");
                        hdf5::write_attribute(file, "start", std::string(start));
                    }),
                    HasSubstr("start is no date"))
            << start;
    }
}

TEST_F(ChangedFile, CutShortAnywhereIsAnError) {
    const std::string bytes = sample::bytes_of(path_), cut = folder_.file("cut.h5");
    for (std::size_t i = 0; i < 200; ++i) {
        put_bytes(cut, bytes.substr(0, bytes.size() * i / 200));
        EXPECT_THAT(error_of(cut), HasSubstr("cut.h5")) << "of " << bytes.size() << " bytes, " << i << "/200";
    }
    put_bytes(cut, bytes.substr(0, bytes.size() - 1));
    EXPECT_THAT(error_of(cut), HasSubstr("cut.h5"));
}

/// Damage to a number is not seen, damage to the structure is told; neither ends the process.
TEST_F(ChangedFile, WithABitFlippedIsReadOrRefused) {
    const std::string bytes = sample::bytes_of(path_), flipped = folder_.file("flipped.h5");
    std::mt19937_64 random(11);
    int refused = 0;
    for (int i = 0; i < 200; ++i) {
        std::string damaged = bytes;
        // The first half of the tries goes to the first kilobytes, where the structure is densest.
        const std::size_t region = i % 2 == 0 ? std::min<std::size_t>(bytes.size(), 8192) : bytes.size();
        damaged[random() % region] ^= static_cast<char>(1U << (random() % 8));
        put_bytes(flipped, damaged);
        const std::string error = error_of(flipped);
        if (error.empty()) continue;
        ++refused;
        EXPECT_THAT(error, HasSubstr("flipped.h5"));
    }
    EXPECT_GT(refused, 10);
}

}  // namespace
}  // namespace killshot
