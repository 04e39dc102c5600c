// /beliefs of a result file: written, read back, and refused where it is not what a run writes.
#include <filesystem>
#include <functional>
#include <limits>

#include <gmock/gmock.h>

#include "killshot/error.hpp"
#include "results/h5/hdf5.hpp"
#include "results/reader.hpp"
#include "results/result_file_test.hpp"
#include "support/message_of.hpp"

namespace killshot {
namespace {

using sample::Folder;
using testing::HasSubstr;

BeliefDraws sample_draws() {
    BeliefDraws draws;
    draws.paths = 100;
    draws.has_2027 = true;
    draws.drawn = {{"sector.cut_rate", "cut_rate", -1, Status::derived, 6, "six cuts"},
                   {"networks.io_net.margin0", "margin0", 1, Status::assumed, std::nullopt, "a judgement"}};
    for (int draw = 0; draw < 40; ++draw) {
        draws.values.push_back(0.1 + draw / 7.0);
        draws.values.push_back(-draw / 3.0);
        KillCounts& counts = draws.counts.emplace_back();
        counts.n_K1_held = 60;
        counts.by_horizon = {{draw, draw / 2, 7}, 3 * draw + 21};
        counts.by_2027 = {{draw / 4, 0, 1}, draw / 4 + 1};
    }
    return draws;
}

/// Writes a file with these draws, null for none.
void write_with(const std::string& path, const BeliefDraws* draws, int months = 36) {
    const Scenario scenario = sample::scenario(months);
    ResultWriter writer(path, {}, ResultFrame::of(scenario, 3000));
    writer.write_scenario(0, scenario, sample::starts(scenario), sample::tally(scenario, 3000));
    writer.finish({}, draws);
}

TEST(BeliefFile, GivesBackWhatWasWritten) {
    const Folder folder;
    const BeliefDraws draws = sample_draws();
    write_with(folder.file("a.h5"), &draws);
    const ResultFile file(folder.file("a.h5"));
    ASSERT_TRUE(file.beliefs());
    const BeliefDraws& read = *file.beliefs();
    EXPECT_EQ(read.paths, draws.paths);
    EXPECT_TRUE(read.has_2027);
    EXPECT_EQ(read.values, draws.values);
    EXPECT_EQ(read.counts, draws.counts);
    ASSERT_EQ(read.drawn.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(read.drawn[i].key, draws.drawn[i].key);
        EXPECT_EQ(read.drawn[i].name, draws.drawn[i].name);
        EXPECT_EQ(read.drawn[i].network, draws.drawn[i].network);
        EXPECT_EQ(read.drawn[i].status, draws.drawn[i].status);
        EXPECT_EQ(read.drawn[i].n_observations, draws.drawn[i].n_observations);
        EXPECT_EQ(read.drawn[i].source, draws.drawn[i].source);
    }
}

TEST(BeliefFile, HasNoneWhereNoneWereDrawn) {
    const Folder folder;
    write_with(folder.file("a.h5"), nullptr);
    EXPECT_FALSE(ResultFile(folder.file("a.h5")).beliefs());
}

TEST(BeliefFile, AHorizonBefore2027EndsHasNoKillsByThen) {
    const Folder folder;
    BeliefDraws draws = sample_draws();
    draws.has_2027 = false;
    for (KillCounts& counts : draws.counts) counts.by_2027 = {{0, 0, 0}, 0};
    write_with(folder.file("a.h5"), &draws, 12);
    const ResultFile file(folder.file("a.h5"));
    EXPECT_FALSE(file.beliefs()->has_2027);
    EXPECT_EQ(file.beliefs()->counts, draws.counts);
}

TEST(BeliefFile, WhatNoRunCanHaveWrittenIsRefused) {
    const struct {
        const char* variable;
        std::function<void(BeliefDraws&)> damage;
    } cases[] = {
        {"n_kill", [](BeliefDraws& draws) { draws.counts[3].by_horizon.n_kill[0] = 61; }},
        {"n_kill", [](BeliefDraws& draws) { draws.counts[3].by_horizon.n_kill[0] = -2; }},
        {"n_K1_held", [](BeliefDraws& draws) { draws.counts[3].n_K1_held = 101; }},
        {"n_killed_squared", [](BeliefDraws& draws) { draws.counts[3].by_horizon.n_killed_squared = 1; }},
        {"n_killed_squared", [](BeliefDraws& draws) { draws.counts[3].by_horizon.n_killed_squared = 1 << 20; }},
        {"n_kill_2027",
         [](BeliefDraws& draws) {
             draws.counts[0].by_2027 = {{1, 0, 0}, 1};
         }},
        {"value", [](BeliefDraws& draws) { draws.values[5] = std::numeric_limits<double>::infinity(); }},
        {"paths", [](BeliefDraws& draws) { draws.paths = 1; }},
        {"drawn_network", [](BeliefDraws& draws) { draws.drawn[1].network = 3; }},
        {"drawn_n", [](BeliefDraws& draws) { draws.drawn[0].n_observations = -7; }},
        {"drawn_status", [](BeliefDraws& draws) { draws.drawn[0].status = static_cast<Status>(9); }},
        {"drawn", [](BeliefDraws& draws) { draws.drawn[0].name.clear(); }},
    };
    const Folder folder;
    for (const auto& [variable, damage] : cases) {
        BeliefDraws draws = sample_draws();
        damage(draws);
        write_with(folder.file("a.h5"), &draws);
        EXPECT_THAT(test::message_of([&] { ResultFile file(folder.file("a.h5")); }),
                    HasSubstr(std::string("variable beliefs/") + variable + " "));
        std::filesystem::remove(folder.file("a.h5"));
    }
}

TEST(BeliefFile, CountsThatTheDigestDoesNotNameAreRefused) {
    const Folder folder;
    const BeliefDraws draws = sample_draws();
    write_with(folder.file("a.h5"), &draws);
    {
        const hdf5::Id file(H5Fopen(folder.file("a.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
        hdf5::checked(H5Adelete(file, "digest_beliefs"));
        hdf5::write_attribute(file, "digest_beliefs", std::string("0123456789abcdef"));
    }
    EXPECT_THAT(test::message_of([&] { ResultFile file(folder.file("a.h5")); }), HasSubstr("digest_beliefs"));
}

}  // namespace
}  // namespace killshot
