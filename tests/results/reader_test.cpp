#include "results/reader.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/estimates.hpp"
#include "files/sha256.hpp"
#include "killshot/error.hpp"
#include "results/h5/hdf5.hpp"
#include "results/result_file_test.hpp"
#include "support/estimates_of.hpp"
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

/// The file holds binary32.
void expect_same(const OutputCurve& curve, const std::vector<OutputEstimate>& dates, const char* output) {
    const auto same = [](double read, double written) {
        return std::isnan(written) ? std::isnan(read) : read == static_cast<float>(written);
    };
    ASSERT_EQ(curve.mean.size(), dates.size()) << output;
    ASSERT_EQ(curve.quantiles.size(), dates.size()) << output;
    for (std::size_t date = 0; date < dates.size(); ++date) {
        EXPECT_PRED2(same, curve.mean[date], dates[date].mean) << output;
        for (std::size_t q = 0; q < n_quantiles; ++q)
            EXPECT_PRED2(same, curve.quantiles[date][q], dates[date].quantile[q]) << output;
    }
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
    const SummaryRanks ranks = summary_ranks(scenario, tally.row(Row::paths)[0], QuantileIntervals::yes);
    const Estimates estimates =
        estimate(scenario, sample::starts(scenario), tally, summarize(tally, ranks).histograms, QuantileIntervals::yes);
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
        for (std::size_t output = 0; output < n_network_outputs; ++output)
            expect_same(project.outputs[output], network.outputs[output], NetworkOutputs::info[output].name);
        std::int64_t path = 0;
        while ((tally.kill_bits(i)[static_cast<std::size_t>(path / 8)] & (128U >> (path % 8))) == 0) ++path;
        EXPECT_EQ(project.first_killed_path, path);
    }
    for (std::size_t output = 0; output < n_sector_outputs; ++output)
        expect_same(result.sector_outputs[output], estimates.sector_outputs[output], SectorOutputs::info[output].name);
}

TEST(ResultFile, GivesTheInputsBack) {
    const Folder folder;
    const Scenario scenario = sample::scenario();
    sample::write_file(folder.file("a.h5"), scenario, sample::tally(scenario, 10));
    const ResultFile file(folder.file("a.h5"));
    const std::vector<ResultInput> inputs = file.inputs(0);
    ASSERT_EQ(inputs.size(), scenario.parameters.size());
    for (const Parameter& parameter : scenario.parameters) {
        const auto found = std::ranges::find(inputs, parameter.path, &ResultInput::key);
        ASSERT_NE(found, inputs.end()) << parameter.path;
        EXPECT_EQ(found->network, parameter.id.network);
        EXPECT_EQ(found->value, value_of(scenario, parameter));
        EXPECT_EQ(std::isnan(found->low) ? std::nullopt : std::optional(found->low), parameter.low);
        EXPECT_EQ(std::isnan(found->high) ? std::nullopt : std::optional(found->high), parameter.high);
        EXPECT_EQ(found->unit, parameter.unit);
        EXPECT_EQ(found->status, parameter.status);
        EXPECT_EQ(found->n, parameter.n);
        EXPECT_EQ(found->source, parameter.source);
        EXPECT_EQ(found->as_of, parameter.as_of);
    }
}

TEST(ResultFile, SaysWhereItComesFrom) {
    const Folder folder;
    const Scenario scenario = sample::scenario();
    sample::write_file(folder.file("a.h5"), scenario, sample::tally(scenario, 10));
    const Provenance provenance = ResultFile(folder.file("a.h5")).provenance();
    EXPECT_EQ(provenance.command_line, sample::metadata().command_line);
    EXPECT_EQ(provenance.device, "a test");
    EXPECT_EQ(provenance.created_utc, "2026-11-22T08:15:00Z");
    ASSERT_EQ(provenance.files.size(), 2U);
    EXPECT_EQ(provenance.files[0].path, "scenarios/sample.toml");
    EXPECT_EQ(provenance.files[0].sha256, sha256(scenario.files[0].text));
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
