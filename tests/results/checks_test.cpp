#include "results/checks.hpp"

#include <chrono>
#include <cmath>
#include <functional>
#include <initializer_list>
#include <numeric>
#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/h5/hdf5.hpp"
#include "results/result_file_test.hpp"

namespace killshot {
namespace {

using testing::HasSubstr;

constexpr std::int64_t n_paths = 2001;

/// A good result, from which one thing is changed.
class Checks : public testing::Test {
  protected:
    void SetUp() override {
        const Scenario scenario = sample::scenario();
        const sample::Folder folder;
        sample::write_file(folder.file("a.h5"), scenario, sample::tally(scenario, n_paths));
        const ResultFile file(folder.file("a.h5"));
        header = file.header();
        result.emplace(file.scenario(0));
        kills = file.kill_bits(0);
        for (std::size_t i = 0; i < result->projects.size(); ++i) {
            const auto kills_of_month = result->row(Row::n_fired, i, Cause::kill_shot);
            n_kill.push_back(std::reduce(kills_of_month.begin(), kills_of_month.end()));
        }
    }

    /// Counts of a row that a test changes; `first` is the position of the last axis at the leading indices.
    static std::int64_t* counts(ScenarioResult& changed, Row row, std::initializer_list<int> leading = {}) {
        std::vector<std::int64_t>& whole = changed.rows[static_cast<std::size_t>(row)];
        return leading.size() == 0 ? whole.data() : whole.data() + changed.layout.extent(row).slice(leading).first;
    }

    static std::string failure(const std::function<void()>& check) {
        try {
            check();
        } catch (const hdf5::Failure& failure) {
            return failure.what();
        }
        return "";
    }
    std::string header_after(const std::function<void(ResultHeader&)>& change) const {
        ResultHeader changed = header;
        change(changed);
        return failure([&] { check_header(changed); });
    }
    std::string scenario_after(const std::function<void(ScenarioResult&)>& change) const {
        ScenarioResult changed = *result;
        change(changed);
        return failure([&] { check_scenario(header, changed); });
    }
    std::string bits_after(const std::function<void(KillBits&)>& change) const {
        KillBits changed = kills;
        change(changed);
        return failure([&] { check_kill_bits(changed, n_paths, n_kill); });
    }

    ResultHeader header;
    std::optional<ScenarioResult> result;
    KillBits kills;
    std::vector<std::int64_t> n_kill;
};

TEST_F(Checks, AGoodResultPasses) {
    EXPECT_EQ(header_after([](ResultHeader&) {}), "");
    EXPECT_EQ(scenario_after([](ScenarioResult&) {}), "");
    EXPECT_EQ(bits_after([](KillBits&) {}), "");
}

TEST_F(Checks, Header) {
    EXPECT_THAT(header_after([](ResultHeader& h) { h.start = std::chrono::year{9999} / 1 / 1; }), HasSubstr("start"));
    EXPECT_THAT(header_after([](ResultHeader& h) { h.start = std::chrono::year{2026} / 2 / 30; }), HasSubstr("start"));
    for (const double confidence : {0.0, 1.0, -1.0, std::nan(""), HUGE_VAL})
        EXPECT_THAT(header_after([&](ResultHeader& h) { h.confidence = confidence; }), HasSubstr("confidence_level"));
    EXPECT_THAT(header_after([](ResultHeader& h) { h.digest.pop_back(); }), HasSubstr("digest"));
    EXPECT_THAT(header_after([](ResultHeader& h) { h.failed[0] = true; }), HasSubstr("scenario_status"));
    EXPECT_THAT(header_after([](ResultHeader& h) { h.projects[0].stance = "sure"; }), HasSubstr("stance"));
}

TEST_F(Checks, CountsOfTheSector) {
    EXPECT_THAT(scenario_after([](ScenarioResult& r) { r.paths = 0; }), HasSubstr("paths"));
    EXPECT_THAT(scenario_after([](ScenarioResult& r) { r.paths = std::int64_t{1} << 62U; }), HasSubstr("paths"));
    EXPECT_THAT(scenario_after([](ScenarioResult& r) { counts(r, Row::n_K1, {0})[35] = n_paths + 1; }),
                HasSubstr("n_K1"));
    EXPECT_THAT(scenario_after([](ScenarioResult& r) { counts(r, Row::n_K1, {2})[0] = -1; }), HasSubstr("n_K1"));
    EXPECT_THAT(scenario_after([](ScenarioResult& r) { counts(r, Row::n_K1, {4})[7] = 1; }),
                HasSubstr("n_K1 of the reading prices counts 1 of 0"));
    EXPECT_THAT(scenario_after([](ScenarioResult& r) { std::fill_n(counts(r, Row::n_release), 36, n_paths / 2); }),
                HasSubstr("n_release"));
    EXPECT_THAT(scenario_after([](ScenarioResult& r) { counts(r, Row::n_K1_held)[0] = 1; }), HasSubstr("n_K1_held"))
        << "a kill needs K1 held, so the ratio was above 1";
    EXPECT_THAT(scenario_after(
                    [](ScenarioResult& r) { std::ranges::fill(r.rows[static_cast<std::size_t>(Row::n_killed)], 0); }),
                HasSubstr("n_killed"));
    EXPECT_THAT(
        scenario_after([](ScenarioResult& r) { std::swap(counts(r, Row::n_killed)[0], counts(r, Row::n_killed)[1]); }),
        HasSubstr("n_killed"));
    EXPECT_THAT(scenario_after([](ScenarioResult& r) { counts(r, Row::n_all_of_stance)[0] = n_paths; }),
                HasSubstr("n_all_of_stance"));
    EXPECT_THAT(scenario_after([](ScenarioResult& r) { counts(r, Row::n_all_of_stance)[1] = 1; }),
                HasSubstr("n_all_of_stance"))
        << "no network is being watched";
}

TEST_F(Checks, CountsOfANetwork) {
    EXPECT_THAT(scenario_after([](ScenarioResult& r) {
                    std::int64_t* exits = counts(r, Row::n_exit, {1, 1});
                    exits[0] = exits[1] = n_paths;
                }),
                HasSubstr("n_exit"))
        << "cumulative counts above the number of paths";
    EXPECT_THAT(scenario_after([](ScenarioResult& r) {
                    std::fill_n(counts(r, Row::n_fired, {1, 0}), 36, n_paths);
                }),
                HasSubstr("n_fired"));
    EXPECT_THAT(scenario_after([](ScenarioResult& r) {
                    std::int64_t *first = counts(r, Row::n_exit, {1, 0}), *all = counts(r, Row::n_fired, {1, 0});
                    std::copy_n(all, 36, first);
                    all[0] += 1;
                    first[0] += 2;
                }),
                HasSubstr("n_exit"));
    EXPECT_THAT(scenario_after([](ScenarioResult& r) { counts(r, Row::n_standing)[1] = n_paths; }),
                HasSubstr("n_standing"));
    EXPECT_THAT(scenario_after([](ScenarioResult& r) { counts(r, Row::n_K2, {1})[3] = -5; }), HasSubstr("n_K2"));
    EXPECT_THAT(scenario_after([](ScenarioResult& r) { std::fill_n(counts(r, Row::n_parity, {1}), 36, n_paths / 2); }),
                HasSubstr("n_parity"));
    EXPECT_THAT(scenario_after([](ScenarioResult& r) { counts(r, Row::low_months)[1] = 37 * n_paths; }),
                HasSubstr("low_months"));
    EXPECT_THAT(scenario_after([](ScenarioResult& r) { r.projects[1].assumed_share = 1.5; }),
                HasSubstr("assumed_share"));
}

TEST_F(Checks, Readings) {
    EXPECT_THAT(scenario_after([](ScenarioResult& r) {
                    ++counts(r, Row::n_kill_by_reading, {1, 0})[20];
                }),
                HasSubstr("n_kill_by_reading does not have the kills of n_fired"));
    EXPECT_THAT(scenario_after([](ScenarioResult& r) {
                    std::fill_n(counts(r, Row::n_kill_by_reading, {1, 3}), 36, n_paths / 2);
                }),
                HasSubstr("n_kill_by_reading counts more than 2001 paths"));
}

TEST_F(Checks, ParityAndMonths) {
    EXPECT_THAT(scenario_after([](ScenarioResult& r) {
                    std::swap(counts(r, Row::n_parity_held, {1})[0], counts(r, Row::n_parity_held, {1})[35]);
                }),
                HasSubstr("n_parity_held counts paths that n_parity does not"))
        << "by the end of month 1, none can have held it for 3 months";
    EXPECT_THAT(scenario_after([](ScenarioResult& r) { counts(r, Row::n_parity_at_end)[2] = n_paths; }),
                HasSubstr("n_parity_at_end"));
    EXPECT_THAT(scenario_after([](ScenarioResult& r) { counts(r, Row::self_funded_months)[0] = 1; }),
                HasSubstr("self_funded_months"))
        << "the network has no month of low utilization";
    EXPECT_THAT(scenario_after([](ScenarioResult& r) { counts(r, Row::n_long_tail_only)[0] = n_paths; }),
                HasSubstr("n_long_tail_only"));
}

TEST_F(Checks, Signals) {
    EXPECT_THAT(scenario_after([](ScenarioResult& r) {
                    ++counts(r, Row::n_signal, {0, 5})[3];
                }),
                HasSubstr("signals/n does not count the same paths for every signal"));
    EXPECT_THAT(scenario_after([](ScenarioResult& r) {
                    std::int64_t *n = counts(r, Row::n_signal, {0, 3}), *killed = counts(r, Row::n_signal_kill, {0, 3});
                    std::swap(n[0], n[2]);
                    std::swap(killed[0], killed[2]);
                }),
                HasSubstr("signals/n counts paths in a bin beyond the last"))
        << "adopted is no or yes";
    EXPECT_THAT(scenario_after([](ScenarioResult& r) {
                    counts(r, Row::n_signal_kill, {0, 0})[0] = counts(r, Row::n_signal, {0, 0})[0] + 1;
                }),
                HasSubstr("signals/n_kill counts more paths than signals/n"));
    EXPECT_THAT(scenario_after([](ScenarioResult& r) {
                    --counts(r, Row::n_signal_kill, {2, 7})[1];
                }),
                HasSubstr("signals/n_kill does not count the same kills"));
}

TEST_F(Checks, Quantiles) {
    constexpr std::size_t cost_ratio = 0, cost_per_mtok = 2, utilization = 3, token_price = 5, margin = 11;
    const auto after = [&](std::size_t network, std::size_t output, double wrong) {
        return scenario_after([=](ScenarioResult& r) { r.projects[network].outputs[output].quantiles[2][8] = wrong; });
    };
    for (const double wrong : {std::nan(""), HUGE_VAL, -0.5, 1e30})
        EXPECT_THAT(after(0, cost_ratio, wrong), HasSubstr("variable cost_ratio_q has a quantile outside its range"));
    EXPECT_THAT(after(0, cost_ratio, 1e-5), HasSubstr("out of order"));
    EXPECT_THAT(after(0, cost_per_mtok, HUGE_VAL), HasSubstr("cost_per_mtok_q"));
    EXPECT_THAT(after(2, utilization, 1.25), HasSubstr("utilization_q"));
    EXPECT_THAT(after(1, margin, -1.5), HasSubstr("margin_q"));
    EXPECT_THAT(after(1, token_price, std::nan("")), HasSubstr("token_price_q")) << "one of nine is missing";
    EXPECT_THAT(after(2, token_price, 1), HasSubstr("token_price_q")) << "the network has no token";
    EXPECT_THAT(scenario_after([](ScenarioResult& r) { r.sector_outputs[3].quantiles[0][0] = -1; }),
                HasSubstr("open_price_q"));
}

TEST_F(Checks, KillBits) {
    EXPECT_THAT(bits_after([](KillBits& k) { std::ranges::fill(k.bits[1], 255); }), HasSubstr("kill_bits"));
    EXPECT_THAT(bits_after([](KillBits& k) { k.bits[0].back() |= 1U; }), HasSubstr("not run")) << "2001 = 8 * 250 + 1";
    EXPECT_THAT(bits_after([](KillBits& k) { k.bits[0].pop_back(); }), HasSubstr("fewer bits"));
    EXPECT_THAT(bits_after([](KillBits& k) { std::ranges::fill(k.bits[2], 0); }), HasSubstr("n_kill"));
}

TEST_F(Checks, Epistemic) {
    const EpistemicEstimate good{0.25, 0.1, 0.01, 0.05, {0, 0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 1}};
    const auto after = [&](const std::function<void(EpistemicEstimate&)>& change) {
        EpistemicEstimate changed = good;
        change(changed);
        return failure([&] { check_epistemic({good, changed}); });
    };
    EXPECT_EQ(after([](EpistemicEstimate&) {}), "");
    EXPECT_EQ(after([](EpistemicEstimate& e) { e.variance_share_belief = std::nan(""); }), "") << "no kill at all";
    EXPECT_THAT(after([](EpistemicEstimate& e) { e.mean = 1.5; }), HasSubstr("mean"));
    EXPECT_THAT(after([](EpistemicEstimate& e) { e.sd_belief = -1; }), HasSubstr("sd_belief"));
    EXPECT_THAT(after([](EpistemicEstimate& e) { std::swap(e.quantiles[1], e.quantiles[8]); }), HasSubstr("p_kill_q"));
    EXPECT_THAT(after([](EpistemicEstimate& e) { e.quantiles[8] = HUGE_VAL; }), HasSubstr("p_kill_q"));
}

}  // namespace
}  // namespace killshot
