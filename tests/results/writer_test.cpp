#include "results/writer.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "killshot/error.hpp"
#include "results/h5/read.hpp"
#include "results/reader.hpp"
#include "results/result_file_test.hpp"
#include "results/schema/file.hpp"
#include "support/message_of.hpp"

namespace killshot {
namespace {

namespace fs = std::filesystem;
using sample::Folder;
using test::message_of;
using ::testing::AllOf;
using ::testing::HasSubstr;

/// Lengths of the chunks of a dataset; empty if it is contiguous.
std::vector<hsize_t> chunk_of(hid_t file, const std::string& name) {
    const hdf5::Id dataset(H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose);
    const hdf5::Id creation(H5Dget_create_plist(dataset), H5Pclose);
    if (H5Pget_layout(creation) != H5D_CHUNKED) return {};
    EXPECT_EQ(H5Pget_nfilters(creation), 2) << "shuffle and gzip";
    std::vector<hsize_t> chunk(hdf5::lengths_of(dataset).size());
    H5Pget_chunk(creation, static_cast<int>(chunk.size()), chunk.data());
    return chunk;
}

TEST(ResultWriter, LeavesAWholeFileUnderItsName) {
    const Folder folder;
    const Scenario scenario = sample::scenario();
    const Tally tally = sample::tally(scenario, 500);
    const std::uint64_t file_digest = sample::write_file(folder.file("a.h5"), scenario, tally);
    EXPECT_FALSE(fs::exists(folder.file("a.h5") + PartFile::suffix));

    const std::uint64_t scenario_digest = digest(tally);
    EXPECT_EQ(file_digest, digest(std::vector<std::uint64_t>{scenario_digest}));
    const ResultFile file(folder.file("a.h5"));
    EXPECT_EQ(file.header().digest, digest_text(file_digest));
    EXPECT_EQ(file.scenario(0).digest, digest_text(scenario_digest));
    EXPECT_EQ(SchemaFile(folder.file("a.h5")).text(schema::Group::root, "status"), "complete");
}

TEST(ResultWriter, WritesTheSameBytesAgain) {
    const Folder folder;
    const Scenario scenario = sample::scenario();
    const Tally tally = sample::tally(scenario, 40);
    sample::write_file(folder.file("a.h5"), scenario, tally);
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // HDF5 notes times in seconds
    sample::write_file(folder.file("b.h5"), scenario, tally);
    EXPECT_TRUE(sample::bytes_of(folder.file("a.h5")) == sample::bytes_of(folder.file("b.h5")));
}

TEST(ResultWriter, IsTheSameWhoeverPreparesIt) {
    const Folder folder;
    const Scenario scenario = sample::scenario();
    const Tally tally = sample::tally(scenario, 100);
    sample::write_file(folder.file("a.h5"), scenario, tally);
    ResultWriter writer(folder.file("b.h5"), sample::metadata(), ResultFrame::of(scenario, 100));
    {
        const std::jthread preparing([&] { writer.prepare(); });
        writer.write_scenario(0, scenario, sample::starts(scenario), tally);
    }
    writer.finish(sample::timing());
    EXPECT_TRUE(sample::bytes_of(folder.file("a.h5")) == sample::bytes_of(folder.file("b.h5")));
}

TEST(ResultWriter, ReplacesAnOlderFileOnlyWhenItIsDone) {
    const Folder folder;
    const std::string path = folder.file("a.h5");
    const Scenario scenario = sample::scenario();
    sample::write_file(path, scenario, sample::tally(scenario, 8, 1));
    const std::string before = sample::bytes_of(path);
    {
        ResultWriter abandoned(path, sample::metadata(), ResultFrame::of(scenario, 8), Existing::replace);
        EXPECT_TRUE(fs::exists(path + PartFile::suffix));
    }
    EXPECT_FALSE(fs::exists(path + PartFile::suffix)) << "what was begun is removed";
    EXPECT_EQ(sample::bytes_of(path), before);
    sample::write_file(path, scenario, sample::tally(scenario, 8, 2));
    EXPECT_NE(sample::bytes_of(path), before);
}

TEST(ResultWriter, RefusesAPlaceWhereNothingCanBeWritten) {
    const Folder folder;
    const Scenario scenario = sample::scenario();
    const auto begin = [&](const std::string& path) {
        return message_of([&] { ResultWriter(path, sample::metadata(), ResultFrame::of(scenario, 8)); });
    };
    fs::create_directory(folder.file("folder.h5"));
    const ResultWriter first(folder.file("busy.h5"), sample::metadata(), ResultFrame::of(scenario, 8));
    EXPECT_THAT(begin(folder.file("busy.h5")), AllOf(HasSubstr("busy.h5"), HasSubstr("another run is writing it")));
    EXPECT_TRUE(fs::exists(folder.file("busy.h5") + PartFile::suffix)) << "the other's file is left alone";
    EXPECT_THAT(begin(folder.file("folder.h5")),
                AllOf(HasSubstr("folder.h5"), HasSubstr("is a folder"), HasSubstr("-o")));
    EXPECT_THAT(begin(folder.file("missing/a.h5")),
                AllOf(HasSubstr("a.h5"), HasSubstr("No such file or directory"), HasSubstr("-o")));
    EXPECT_THAT(begin("/proc/a.h5"), AllOf(HasSubstr("/proc/a.h5"), HasSubstr("-o"))) << "nobody may write here";
    EXPECT_TRUE(fs::is_directory(folder.file("folder.h5")));
}

/// Lets the process make files of any size again once HDF5's own exit handler has run: older than that handler, it goes
/// after it, and before gcov's counters are written. A counter file that is cut off fails every later test.
const struct FileSizes {
    ~FileSizes() { limit_to(RLIM_INFINITY); }
    static void limit_to(rlim_t most_bytes) {
        rlimit limit{};
        getrlimit(RLIMIT_FSIZE, &limit);
        limit.rlim_cur = std::min(most_bytes, limit.rlim_max);
        setrlimit(RLIMIT_FSIZE, &limit);
    }
} file_sizes;

/// What a child process, which may write files of `most_bytes` only, says of writing a result: a disk that is full.
std::string error_on_a_small_disk(const std::string& path, rlim_t most_bytes, const Scenario& scenario,
                                  const Tally& tally) {
    int channel[2];
    EXPECT_EQ(pipe(channel), 0);
    const pid_t child = fork();
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        FileSizes::limit_to(most_bytes);
        const std::string error = message_of([&] { sample::write_file(path, scenario, tally); });
        const ssize_t written = write(channel[1], error.data(), error.size());
        std::exit(written == static_cast<ssize_t>(error.size()) ? 0 : 1);  // through exit handlers: HDF5's must end too
    }
    close(channel[1]);
    std::string error;
    char buffer[512];
    for (ssize_t n; (n = read(channel[0], buffer, sizeof buffer)) > 0;)
        error.append(buffer, static_cast<std::size_t>(n));
    close(channel[0]);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "the process ends as it should, status " << status;
    return error;
}

TEST(ResultWriter, SaysThatTheDiskIsFullAndRemovesWhatItBegan) {
    const Folder folder;
    const std::string path = folder.file("a.h5");
    const Scenario scenario = sample::scenario();
    const Tally tally = sample::tally(scenario, 64);
    sample::write_file(path, scenario, tally);
    const auto whole = static_cast<rlim_t>(fs::file_size(path));
    fs::remove(path);
    for (const rlim_t most_bytes :
         {rlim_t{0}, rlim_t{100}, whole / 10, whole / 3, whole / 2, whole - 4096, whole - 1}) {
        EXPECT_THAT(error_on_a_small_disk(path, most_bytes, scenario, tally),
                    AllOf(HasSubstr("a.h5: cannot be written (File too large)"), HasSubstr("make room")))
            << most_bytes << " of " << whole;
        EXPECT_FALSE(fs::exists(path)) << most_bytes;
        EXPECT_FALSE(fs::exists(path + PartFile::suffix)) << most_bytes;
    }
    EXPECT_EQ(error_on_a_small_disk(path, 2 * whole, scenario, tally), "");
}

TEST(ResultWriter, MarksAScenarioThatWasNotWrittenAsFailed) {
    const Folder folder;
    const Scenario scenario = sample::scenario();
    ResultFrame frame = ResultFrame::of(scenario, 64);
    frame.scenarios = {"first", "second", "third"};
    const Tally first = sample::tally(scenario, 64, 1), third = sample::tally(scenario, 24, 3);
    ResultWriter writer(folder.file("a.h5"), sample::metadata(), frame);
    const std::uint64_t third_digest =
        writer.write_scenario(2, scenario, sample::starts(scenario), third, StopReason::target_se);
    const std::uint64_t first_digest = writer.write_scenario(0, scenario, sample::starts(scenario), first);
    const std::uint64_t file_digest = writer.finish(sample::timing());
    EXPECT_EQ(file_digest, digest(std::vector<std::uint64_t>{first_digest, 0, third_digest}));

    const ResultFile file(folder.file("a.h5"));
    EXPECT_EQ(SchemaFile(folder.file("a.h5")).text(schema::Group::root, "status"), "1 scenarios failed");
    EXPECT_EQ(file.scenario(0).paths, 64);
    EXPECT_EQ(file.scenario(2).paths, 24);
    EXPECT_THAT(message_of([&] { static_cast<void>(file.scenario(1)); }),
                AllOf(HasSubstr("a.h5"), HasSubstr("second"), HasSubstr("failed")));
    EXPECT_THROW(static_cast<void>(file.scenario(3)), std::out_of_range);
}

TEST(ResultWriter, WritesARowOnce) {
    const Folder folder;
    const Scenario scenario = sample::scenario();
    const Tally tally = sample::tally(scenario, 8);
    ResultWriter writer(folder.file("a.h5"), sample::metadata(), ResultFrame::of(scenario, 8));
    writer.write_scenario(0, scenario, sample::starts(scenario), tally);
    EXPECT_THROW(writer.write_scenario(0, scenario, sample::starts(scenario), tally), std::logic_error);
    EXPECT_THROW(writer.write_scenario(1, scenario, sample::starts(scenario), tally), std::out_of_range);
}

TEST(ResultWriter, RefusesAParameterThatTheFileHasNoPlaceFor) {
    const Folder folder;
    Scenario scenario = sample::scenario();
    ResultWriter writer(folder.file("a.h5"), sample::metadata(), ResultFrame::of(scenario, 8));
    scenario.parameters.push_back(scenario.parameters.front());
    scenario.parameters.back().path = "sector.new";
    EXPECT_THAT(
        message_of([&] { writer.write_scenario(0, scenario, sample::starts(scenario), sample::tally(scenario, 8)); }),
        HasSubstr("sector.new"));
}

TEST(ResultWriter, CompressesBigCountsInChunksOfWholeScenarios) {
    const Folder folder;
    const Scenario scenario = sample::scenario();
    ResultFrame frame = ResultFrame::of(scenario, 8);
    frame.scenarios.assign(320, "variant");
    const Tally tally = sample::tally(scenario, 8);
    {
        ResultWriter writer(folder.file("a.h5"), sample::metadata(), frame);
        for (int i = 0; i < 320; ++i) writer.write_scenario(i, scenario, sample::starts(scenario), tally);
        writer.finish(sample::timing());
    }
    const hdf5::Id file = hdf5::open_file(folder.file("a.h5"));
    EXPECT_THAT(chunk_of(file, "n_exit"), ::testing::ElementsAre(16, 3, 4, 36));
    EXPECT_THAT(chunk_of(file, "n_K1"), ::testing::ElementsAre(16, 5, 36));
    EXPECT_THAT(chunk_of(file, "n_killed"), ::testing::IsEmpty()) << "under 64 KiB";
    EXPECT_THAT(chunk_of(file, "kill_bits"), ::testing::IsEmpty());
    EXPECT_THAT(chunk_of(file, "cost_ratio_q"), ::testing::IsEmpty()) << "real numbers hardly shrink";
    EXPECT_FALSE(hdf5::has_link(file, "cost_ratio_q_ci")) << "no intervals of quantiles in a large batch";
    EXPECT_EQ(ResultFile(folder.file("a.h5")).scenario(319).digest, digest_text(digest(tally)));
}

TEST(ResultWriter, BlocksMayBePackedAndWrittenInAnyOrder) {
    const Folder folder;
    const Scenario scenario = sample::scenario();
    ResultFrame frame = ResultFrame::of(scenario, 9);
    frame.scenarios.assign(330, "variant");
    const Tally tallies[] = {sample::tally(scenario, 8), sample::tally(scenario, 9)};
    constexpr int failed = 100;
    {
        ResultWriter writer(folder.file("a.h5"), sample::metadata(), frame);
        std::vector<RowBlock> blocks;
        for (int i = 0; i < 330; ++i) {
            if (i == failed) continue;
            const Tally& tally = tallies[i % 2];
            const SummaryRanks ranks = writer.summary_ranks(scenario, tally.row(Row::paths)[0]);
            ResultRow row = writer.make_row(scenario, sample::starts(scenario), tally, summarize(tally, ranks));
            if (std::optional<RowBlock> block = writer.put_row(i, std::move(row))) blocks.push_back(std::move(*block));
        }
        EXPECT_EQ(blocks.size(), 20U) << "the last ten rows make no whole block";
        for (RowBlock& block : blocks) block.pack();
        std::ranges::reverse(blocks);
        for (RowBlock& block : blocks) writer.write_block(std::move(block));
        writer.finish(sample::timing());
    }
    const ResultFile file(folder.file("a.h5"));
    EXPECT_TRUE(file.header().failed[failed]);
    for (int i = 0; i < 330; ++i) {
        if (i == failed) continue;
        const ScenarioResult result = file.scenario(i);
        const Tally& tally = tallies[i % 2];
        EXPECT_EQ(result.paths, tally.row(Row::paths)[0]) << i;
        for (const Row row : {Row::n_exit, Row::n_K1, Row::n_fired})
            EXPECT_TRUE(std::ranges::equal(result.row(row), tally.row(row))) << i;
    }
}

TEST(ResultWriter, MarksWhatIsMissing) {
    const Folder folder;
    const Scenario scenario = sample::scenario();
    sample::write_file(folder.file("a.h5"), scenario, sample::tally(scenario, 100));
    const hdf5::Id file = hdf5::open_file(folder.file("a.h5"));
    const auto row = [&](const char* name, schema::Type type) {
        return hdf5::read_rows(hdf5::Id(H5Dopen2(file, name, H5P_DEFAULT), H5Dclose), type, 0, 1);
    };
    const auto n_outside = std::get<std::vector<std::int64_t>>(row("token_price_n_outside", schema::Type::int64));
    EXPECT_EQ(n_outside.front(), 0);
    EXPECT_EQ(n_outside.back(), 0) << "Hyperbolic has no token, and counts have no missing values";
    const auto low = std::get<std::vector<double>>(row("parameters/network_low", schema::Type::float64));
    EXPECT_EQ(low[0], -0.2);
    EXPECT_TRUE(std::isnan(low.back())) << "known, or not a parameter of this network";
    const auto n = std::get<std::vector<std::int64_t>>(row("signals/n", schema::Type::int64));
    EXPECT_EQ(n[3 * n_signal_bins + 2], 0) << "adopted has two bins";
    EXPECT_GT(n[3 * n_signal_bins + 1], 0);
    const auto k1 = std::get<std::vector<float>>(row("p_K1", schema::Type::float32));
    EXPECT_EQ(k1.size(), 5U * 36U);
    EXPECT_FALSE(std::isnan(k1[4 * 36 - 1]));
    EXPECT_TRUE(std::isnan(k1[4 * 36])) << "K1 is not counted for the reading prices";
}

}  // namespace
}  // namespace killshot
