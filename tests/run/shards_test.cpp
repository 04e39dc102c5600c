// Shards: what goes in comes out, and what is cut, changed or foreign is told from what is whole.
#include "run/shards.hpp"

#include <fstream>
#include <iterator>

#include "files/sha256.hpp"
#include "run/run_test_support.hpp"

namespace killshot::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const ShardIdentity identity{"0.1.0", "c0de", "1.0", "7", "4096", "none", "none", "all", "r0ws"};

Record record(std::int64_t scenario, bool is_finished = true) {
    Record result{scenario, "key " + std::to_string(scenario), is_finished, StopReason::all_paths, {{0, 4096}}, {}};
    if (!is_finished) result.slices.push_back({65536, 100});
    result.content = std::string(static_cast<std::size_t>(50 + scenario), static_cast<char>('a' + scenario));
    return result;
}

void expect_same(const Record& a, const Record& b) {
    EXPECT_EQ(a.scenario, b.scenario);
    EXPECT_EQ(a.key, b.key);
    EXPECT_EQ(a.is_finished, b.is_finished);
    EXPECT_EQ(a.reason, b.reason);
    EXPECT_EQ(a.content, b.content);
    EXPECT_EQ(a.is_row, b.is_row);
    EXPECT_EQ(a.paths(), b.paths());
}

class ShardsTest : public EnsembleTest {
  protected:
    [[nodiscard]] std::filesystem::path path(const std::string& name) const { return folder / "run.shards" / name; }
    [[nodiscard]] Shards shards() const { return {folder / "run.shards", identity}; }

    static std::string bytes_of(const std::filesystem::path& file) {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    std::filesystem::path written(const std::string& bytes) const {
        const auto file = folder / "damaged.shard";
        std::ofstream(file, std::ios::binary) << bytes;
        return file;
    }
};

TEST_F(ShardsTest, AreReadAsTheyWereWritten) {
    Shards first = shards();
    Record enough = record(3);
    enough.reason = StopReason::target_se;
    Record row = record(1);
    row.is_row = true;
    first.add(record(0));
    first.add(enough);
    first.flush({record(5, false)});
    first.add(row);
    first.flush({record(6, false)});
    EXPECT_FALSE(std::filesystem::exists(path("partial-000002.shard"))) << "replaced";

    Shards second = shards();
    second.load();
    for (const Shards* either : {&first, &second}) {
        expect_same(either->get(0).value(), record(0));
        expect_same(either->get(1).value(), row);
        expect_same(either->get(3).value(), enough);
        EXPECT_FALSE(either->get(2));
    }
    expect_same(second.get(6).value(), record(6, false));
    EXPECT_EQ(second.known().size(), 4U);
    second.remove();
    EXPECT_FALSE(std::filesystem::exists(folder / "run.shards"));
}

TEST_F(ShardsTest, WhatIsFinishedIsNoLongerPartial) {
    Shards first = shards();
    first.flush({record(4, false)});
    first.add(record(4));
    first.flush({record(5, false)});
    Shards second = shards();
    second.load();
    EXPECT_TRUE(second.get(4)->is_finished);
}

TEST_F(ShardsTest, EveryTruncationIsSeen) {
    Shards first = shards();
    first.add(record(0));
    first.flush({});
    const std::string whole = bytes_of(path("finished-000001.shard"));
    for (std::size_t n = 0; n < whole.size(); ++n)
        ASSERT_THAT(message_of([&] { (void)read_shard(written(whole.substr(0, n))); }),
                    HasSubstr("is not a complete shard"))
            << n;
    EXPECT_THROW((void)read_shard(written(whole + "x")), Error);
    EXPECT_NO_THROW((void)read_shard(written(whole)));
}

TEST_F(ShardsTest, EveryFlippedBitIsSeen) {
    Shards first = shards();
    first.add(record(0));
    first.flush({});
    const std::string whole = bytes_of(path("finished-000001.shard"));
    for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
        std::string damaged = whole;
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
        ASSERT_THROW((void)read_shard(written(damaged)), Error) << bit;
    }
}

/// Whoever makes damaged bytes and signs them must not crash the reader either.
TEST_F(ShardsTest, SignedNonsenseDoesNoHarm) {
    Shard shard{identity, {record(0), record(9, false)}, {}};
    const std::string whole = shard_bytes(shard);
    const std::size_t n_signed = whole.size() - 64;
    for (std::size_t bit = 0; bit < 8 * n_signed; ++bit) {
        std::string damaged = whole.substr(0, n_signed);
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
        damaged += sha256(damaged);
        try {
            for (const Record& read : read_shard(written(damaged)).records) EXPECT_GT(read.paths(), 0);
        } catch (const Error& error) {
            EXPECT_THAT(error.what(), HasSubstr("is not a complete shard"));
        }
    }
    for (std::size_t n = 0; n < n_signed; ++n) {
        const std::string cut = whole.substr(0, n);
        EXPECT_THROW((void)read_shard(written(cut + sha256(cut))), Error) << n;
    }
}

TEST_F(ShardsTest, ForeignFilesAreTold) {
    std::filesystem::create_directory(folder / "run.shards");
    std::ofstream(path("notes.txt")) << "mine";
    std::ofstream(path("finished-000003.shard.killshot-part")) << "half a shard of a killed run";
    Shards ours = shards();
    EXPECT_FALSE(Shards::are_kept_for((folder / "run").string()));
    EXPECT_NO_THROW(ours.load());
    ours.remove();
    EXPECT_TRUE(std::filesystem::exists(path("notes.txt"))) << "no run has written it";
    EXPECT_FALSE(std::filesystem::exists(path("finished-000003.shard.killshot-part")));

    std::ofstream(path("finished-000001.shard")) << "mine";
    EXPECT_THAT(message_of([&] { ours.load(); }), StartsWith(path("finished-000001.shard").string() +
                                                             ": is not a complete shard (it does not begin like one)"));
}

TEST_F(ShardsTest, OfAnotherProgramAreRefused) {
    Shards older(folder / "run.shards", {"0.0.9", "c0de", "1.0", "7", "4096", "none", "none", "all", "r0ws"});
    older.add(record(0));
    older.flush({});
    Shards ours = shards();
    EXPECT_THAT(message_of([&] { ours.load(); }), HasSubstr("made with killshot 0.0.9, this run has killshot 0.1.0"));
    older.remove();

    ShardIdentity other_equations = identity;
    other_equations.code = "0ther";
    Shards changed(folder / "run.shards", other_equations);
    changed.add(record(0));
    changed.flush({});
    EXPECT_THAT(message_of([&] { ours.load(); }), HasSubstr("made by a killshot with other source code"));
}

TEST_F(ShardsTest, WhatCannotBeWrittenStaysInMemory) {
    Shards ours = shards();
    ours.add(record(0));
    std::ofstream(folder / "run.shards") << "a file where the folder should be";
    EXPECT_THAT(message_of([&] { ours.flush({}); }), HasSubstr("run.shards: cannot be created (File exists)"));
    EXPECT_THAT(message_of([&] { (void)shards(); }), HasSubstr("run.shards: is in the way (it is not a folder"));
    expect_same(ours.get(0).value(), record(0));
    std::filesystem::remove(folder / "run.shards");
    ours.flush({});
    Shards again = shards();
    again.load();
    expect_same(again.get(0).value(), record(0));
}

TEST(ShardFolder, LiesBesideTheResult) {
    EXPECT_EQ(Shards::folder_of("results/base.h5"), "results/base.h5.shards");
    EXPECT_NE(Shards::folder_of("out.v1"), Shards::folder_of("out.v2"));
}

}  // namespace
}  // namespace killshot::test
