#include "results/reader.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <utility>

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
using ::testing::IsEmpty;

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
    EXPECT_EQ(result.kill_shot.price_fall, scenario.inputs.kill_shot.price_fall);
    EXPECT_EQ(result.kill_shot.require_long_tail, scenario.inputs.kill_shot.require_long_tail);
    EXPECT_EQ(result.kill_shot.decision_month, 12);
    EXPECT_EQ(result.digest, digest_text(digest(tally)));
    for (int r = 0; r < n_rows; ++r) {
        const auto row = static_cast<Row>(r);
        if (is_variable(row) || row == Row::n_signal || row == Row::n_signal_kill)
            EXPECT_THAT(result.row(row), ElementsAreArray(tally.row(row))) << info(row).name;
        else
            EXPECT_THAT(result.row(row), IsEmpty()) << info(row).name;
    }
    for (int i = 0; i < 3; ++i) {
        const ProjectResult& project = result.projects[static_cast<std::size_t>(i)];
        const NetworkEstimates& network = estimates.networks[static_cast<std::size_t>(i)];
        EXPECT_THAT(result.row(Row::n_exit, i, 2), ElementsAreArray(tally.row(Row::n_exit, i, 2)));
        EXPECT_EQ(project.assumed_share, static_cast<float>(network.assumed_share));
        const std::pair<const Medians*, std::size_t> outputs[] = {{&project.cost_ratio, 0},
                                                                  {&project.break_even_ratio, 1},
                                                                  {&project.cost_per_mtok, 2},
                                                                  {&project.utilization, 3},
                                                                  {&project.subsidy_share, 8}};
        for (const auto& [medians, output] : outputs) {
            ASSERT_EQ(medians->size(), 7U);
            for (std::size_t date = 0; date < 7; ++date) {
                EXPECT_EQ((*medians)[date], static_cast<float>(network.outputs[output][date].quantile[median_index]))
                    << NetworkOutputs::info[output].name;
            }
        }
        std::int64_t path = 0;
        while ((tally.kill_bits(i)[static_cast<std::size_t>(path / 8)] & (128U >> (path % 8))) == 0) ++path;
        EXPECT_EQ(project.first_killed_path, path);
    }
}

TEST(ResultFile, OfAnOlderSchemaNamesTheProgramThatReadsIt) {
    const Folder folder;
    const Scenario scenario = sample::scenario();
    sample::write_file(folder.file("a.h5"), scenario, sample::tally(scenario, 10));
    {
        const hdf5::Id file(H5Fopen(folder.file("a.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
        H5Adelete(file, "killshot_schema");
        hdf5::write_attribute(file, "killshot_schema", std::string("1.0"));
        H5Adelete(file, "source");
        hdf5::write_attribute(file, "source", std::string("killshot 0.1.0 (git 0123abc)"));
    }
    EXPECT_EQ(error_of(folder.file("a.h5")),
              folder.file("a.h5") +
                  ": has schema 1.0 (this program reads 2.0); read it with the program that wrote it, killshot 0.1.0 "
                  "(git 0123abc), or run the scenario again");
}

TEST(ResultFile, FindsANetworkByNameKeyOrToken) {
    const Folder folder;
    const Scenario scenario = sample::scenario();
    sample::write_file(folder.file("a.h5"), scenario, sample::tally(scenario, 10));
    ResultHeader header = ResultFile(folder.file("a.h5")).header();
    header.projects[0].token = "TAO";
    EXPECT_EQ(project_named(header, "IO.NET", "--network"), 1);
    EXPECT_EQ(project_named(header, "io_net", "--network"), 1);
    EXPECT_EQ(project_named(header, "tao", "--network"), 0);
    EXPECT_THAT(test::message_of([&] { static_cast<void>(project_named(header, "bitensor", "--network")); }),
                HasSubstr("did you mean bittensor?"));
    EXPECT_THAT(test::message_of([&] { static_cast<void>(project_named(header, "filecoin", "--network")); }),
                AllOf(HasSubstr("--network filecoin: no such network in"),
                      HasSubstr("use one of bittensor, io_net, hyperbolic")));
}

TEST(ResultFile, SaysWhatIsNotAResult) {
    const Folder folder;
    EXPECT_THAT(error_of(folder.file("missing.h5")), AllOf(HasSubstr("missing.h5"), HasSubstr("No such file")));
    put_bytes(folder.file("empty.h5"), "");
    EXPECT_THAT(error_of(folder.file("empty.h5")), HasSubstr("it is not an HDF5 file"));
    put_bytes(folder.file("text.h5"), "scenario,project\n1,2\n");
    EXPECT_THAT(error_of(folder.file("text.h5")), HasSubstr("it is not an HDF5 file"));
    std::filesystem::create_directory(folder.file("folder.h5"));
    EXPECT_THAT(error_of(folder.file("folder.h5")), HasSubstr("folder.h5: is not a killshot result (it is a folder)"));
    { const hdf5::Id foreign = hdf5::create_file(folder.file("foreign.h5")); }
    EXPECT_THAT(error_of(folder.file("foreign.h5")), AllOf(HasSubstr("foreign.h5"), HasSubstr("killshot_schema")));
}

}  // namespace
}  // namespace killshot
