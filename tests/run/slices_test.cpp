// Parts of a run: what each of them runs, the files that they write, and what is refused when they are merged.
#include <filesystem>
#include <fstream>

#include "files/sha256.hpp"
#include "results/reader.hpp"
#include "run/merge.hpp"
#include "run/run_test_support.hpp"

namespace killshot::test {
namespace {

using testing::HasSubstr;

TEST(Part, PartsOfAScenarioAreItsPathsInTurn) {
    for (const std::int64_t paths : std::vector<std::int64_t>{1, 63, 64, 65, 1000, 20'000, 65'536, 1'000'000'000'000})
        for (const std::int64_t n_parts : {1, 2, 3, 7, 1000}) {
            std::int64_t end = 0;
            for (std::int64_t number = 1; number <= n_parts; ++number) {
                const PathSlice slice = Part{number, n_parts}.slice_of(0, 1, paths);
                EXPECT_EQ(slice.first_path, end);
                EXPECT_EQ(slice.first_path % 64, 0);
                EXPECT_GE(slice.n_paths, 0);
                end += slice.n_paths;
            }
            EXPECT_EQ(end, paths);
        }
    EXPECT_EQ((Part{2, 4}.slice_of(0, 1, 65'536).n_paths), 16'384);
}

TEST(Part, EachScenarioOfABatchIsOfOnePart) {
    for (std::int64_t scenario = 0; scenario < 10; ++scenario) {
        int n_whole = 0;
        for (std::int64_t number = 1; number <= 3; ++number) {
            const PathSlice slice = Part{number, 3}.slice_of(scenario, 10, 500);
            EXPECT_EQ(slice.first_path, 0);
            EXPECT_TRUE(slice.n_paths == 0 || slice.n_paths == 500);
            n_whole += slice.n_paths == 500;
        }
        EXPECT_EQ(n_whole, 1);
    }
}

class SliceFiles : public EnsembleTest {
  protected:
    /// One scenario of one small network.
    [[nodiscard]] Ensemble single(std::int64_t paths) const {
        std::ofstream(folder / "one.toml") << "base = \"" KILLSHOT_SOURCE_DIR "/scenarios/base.toml\"\n"
                                           << "[run]\nnetworks = [\"render\"]\npaths = " << paths << "\n";
        return read_ensemble(folder / "one.toml", {});
    }

    [[nodiscard]] RunOptions options_of(Part part, const std::string& name) const {
        RunOptions slice = options("");
        slice.file = (folder / (name + ".slice")).string();
        slice.part = part;
        slice.input.scenario = "one.toml";
        return slice;
    }
    /// Runs a part; returns its file.
    std::string run_part(const Ensemble& ensemble, Part part, const std::string& name) const {
        const RunOptions slice = options_of(part, name);
        EXPECT_EQ(run_ensemble(ensemble, slice, {}, {}).digest, 0U);
        return slice.file;
    }
    std::vector<std::string> run_parts(const Ensemble& ensemble, std::int64_t n_parts) const {
        std::vector<std::string> files;
        for (std::int64_t number = 1; number <= n_parts; ++number)
            files.push_back(run_part(ensemble, {number, n_parts}, std::to_string(number)));
        return files;
    }
    std::uint64_t digest_of_merged(const Ensemble& ensemble, const std::vector<std::string>& files) const {
        RunOptions merged = options("merged");
        merged.merged = merge_records(read_slices(files), ensemble);
        return run_ensemble(ensemble, merged, {}, {}).digest;
    }
    std::uint64_t digest_of_whole(const Ensemble& ensemble) const {
        return run_ensemble(ensemble, options("whole"), {}, {}).digest;
    }
    static std::string bytes_of(const std::string& file) {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    /// What merge says about the files.
    static std::string refusal(const std::vector<std::string>& files) {
        return message_of([&] { static_cast<void>(read_slices(files)); });
    }
};

TEST_F(SliceFiles, OfASingleScenarioGiveTheDigestOfOneRun) {
    const Ensemble one = single(1000);
    const std::uint64_t whole = digest_of_whole(one);
    for (const std::int64_t n_parts : {2, 3, 20}) {
        std::vector<std::string> files = run_parts(one, n_parts);
        std::ranges::reverse(files);
        EXPECT_EQ(digest_of_merged(one, files), whole) << n_parts;
        EXPECT_EQ(ResultFile((folder / "merged.h5").string()).kill_bits(0).bits,
                  ResultFile((folder / "whole.h5").string()).kill_bits(0).bits);
        for (const std::string& file : files) std::filesystem::remove(file);
    }
}

TEST_F(SliceFiles, OfABatchGiveTheDigestOfOneRun) {
    const Ensemble five = ensemble(200);
    const std::uint64_t whole = digest_of_whole(five);
    EXPECT_EQ(digest_of_merged(five, run_parts(five, 3)), whole);
}

TEST_F(SliceFiles, AreResumed) {
    const Ensemble one = single(300'000);
    const std::string file = run_part(one, {2, 2}, "slice");
    const std::string expected = bytes_of(file);
    std::filesystem::remove(file);

    RunOptions slice = options_of({2, 2}, "slice");
    std::int64_t left = 100'000;
    slice.progress = [&](std::int64_t done) {
        if ((left -= done) <= 0) throw Error("interrupted");
    };
    EXPECT_THAT(message_of([&] { static_cast<void>(run_ensemble(one, slice, {}, {})); }), HasSubstr("interrupted"));
    EXPECT_FALSE(std::filesystem::exists(file));
    EXPECT_TRUE(Shards::are_kept_for(file));
    slice.progress = nullptr;
    slice.resume = true;
    static_cast<void>(run_ensemble(one, slice, {}, {}));
    EXPECT_EQ(bytes_of(file), expected);
}

TEST_F(SliceFiles, AreRefusedUnlessTheyAreAllSlicesOfOneRun) {
    const Ensemble one = single(1000);
    const std::vector<std::string> files = run_parts(one, 3);
    EXPECT_EQ(refusal(files), "");
    EXPECT_EQ(refusal({files[0], files[2]}), "slice 2/3 is missing; give its file too, or run it with --slice 2/3");
    EXPECT_EQ(refusal({files[0], files[1], files[2], files[1]}), files[1] + ": is given twice; give each slice once");
    const std::string copy = (folder / "copy.slice").string();
    std::filesystem::copy_file(files[1], copy);
    EXPECT_EQ(refusal({files[0], files[1], files[2], copy}),
              copy + ": is slice 2/3, as " + files[1] + " is; give each slice once");
    const std::string of_two = run_part(one, {2, 2}, "of_two.slice");
    EXPECT_EQ(refusal({files[0], of_two}),
              of_two + ": is slice 2/2, and " + files[0] + " is slice 1/3; give the slices of one run");
    const std::string more_paths = run_part(single(2000), {2, 3}, "more.slice");
    EXPECT_THAT(refusal({files[0], more_paths}), HasSubstr("(made with paths 2000, this run has paths 1000)"));
    EXPECT_THAT(refusal({(folder / "none.slice").string()}), HasSubstr("none.slice: cannot be read"));
    std::ofstream(folder / "text.slice") << "text";
    EXPECT_THAT(refusal({(folder / "text.slice").string()}), HasSubstr("text.slice: is not a slice of a run"));
    EXPECT_THROW(ResultFile{files[0]}, Error);
}

TEST_F(SliceFiles, WithOtherInputsThanTheScenarioHasNowAreRefused) {
    const Ensemble one = single(1000);
    Ensemble other = single(1000);
    other.set_seed(99);
    std::vector<SliceFile> slices = read_slices(run_parts(one, 2));
    EXPECT_THAT(message_of([&] { static_cast<void>(merge_records(slices, other)); }),
                HasSubstr("one.toml: has other inputs than when the slices were run"));
    slices[1].shard.records[0] = slices[0].shard.records[0];  // the first half twice
    EXPECT_THROW(static_cast<void>(merge_records(slices, one)), Error);
}

TEST_F(SliceFiles, ThatAreCutOrChangedAreRefused) {
    const std::string file = run_part(single(200), {1, 1000}, "one.slice");
    const std::string bytes = bytes_of(file), body = bytes.substr(0, bytes.size() - 64);
    const auto refused = [&](const std::string& text) {
        std::ofstream(folder / "bad.slice", std::ios::binary) << text;
        return refusal({(folder / "bad.slice").string()});
    };
    for (std::size_t n = 0; n < bytes.size(); n += 7) EXPECT_NE(refused(bytes.substr(0, n)), "") << n;
    for (std::size_t n = 20; n < bytes.size(); n += 11) {
        std::string changed = bytes;
        changed[n] = static_cast<char>(changed[n] ^ 1);
        EXPECT_THAT(refused(changed), HasSubstr("damaged slice")) << n;
    }
    SliceFile renumbered = read_slice(file);
    renumbered.part.number = 2;
    EXPECT_THAT(refused(slice_bytes(renumbered)), HasSubstr("damaged slice (its counts are of another slice)"));
    // Whoever makes the SHA-256 anew still has to write what a slice may hold.
    for (std::size_t n = 0; n + 17 < body.size(); n += 3) {
        const std::string cut = body.substr(0, 17 + n);
        EXPECT_THAT(refused(cut + sha256(cut)), HasSubstr("damaged slice")) << n;
    }
}

}  // namespace
}  // namespace killshot::test
