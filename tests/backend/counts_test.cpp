// Every row of a tally, recounted path by path from the states of trace_path<float>, whose bits the kernels share.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "killshot/lanes/store.hpp"
#include "killshot/model/outputs.hpp"
#include "killshot/tally/histogram.hpp"
#include "reference/trace.hpp"
#include "support/draft_tables.hpp"
#include "support/simulate.hpp"

namespace killshot::test {
namespace {

float single(double value) { return static_cast<float>(value); }

/// Counts traced paths into a tally, one by one and in the simplest way.
class Recount {
  public:
    explicit Recount(const Simulation& simulation, Tally& tally)
        : simulation_(simulation), table_(simulation.storage.view()), tally_(tally) {}

    void add(const PathTrace& trace) {
        ++tally_.row(Row::paths)[0];
        count_sector(trace);
        std::vector<int> killed_of(n_stances), of_stance(n_stances);
        int killed = 0, first_adoption = 0;
        for (int i = 0; i < trace.n_networks; ++i) {
            const NetworkHistory& h = trace.history[static_cast<std::size_t>(i)];
            count_network(trace, i, h);
            const auto stance = static_cast<std::size_t>(simulation_.stances[static_cast<std::size_t>(i)]);
            ++of_stance[stance];
            killed_of[stance] += h.month_of[0] > 0 ? 1 : 0;
            killed += h.month_of[0] > 0 ? 1 : 0;
            if (h.adopted > 0 && (first_adoption == 0 || h.adopted < first_adoption)) first_adoption = h.adopted;
        }
        ++tally_.row(Row::n_killed)[static_cast<std::size_t>(killed)];
        for (std::size_t stance = 0; stance < n_stances; ++stance)
            if (of_stance[stance] > 0 && killed_of[stance] == of_stance[stance])
                ++tally_.row(Row::n_all_of_stance)[stance];
        if (first_adoption > 0) ++tally_.row(Row::n_adoption_any)[static_cast<std::size_t>(first_adoption - 1)];
    }

  private:
    void count_sector(const PathTrace& trace) {
        int run = 0;
        bool held = false, released = false;
        for (std::size_t k = 0; k < trace.sector.size(); ++k) {
            const SectorMonth& s = trace.sector[k];
            const std::pair<Reading, bool> k1[] = {{Reading::effective, s.k1},
                                                   {Reading::lists, s.k1_list},
                                                   {Reading::any_list, s.k1_any},
                                                   {Reading::compute, s.k1_compute}};
            for (const auto& [reading, holds] : k1)
                tally_.row(Row::n_K1)[static_cast<std::size_t>(reading) * trace.sector.size() + k] += holds ? 1 : 0;
            if (s.has_released && !released) ++tally_.row(Row::n_release)[k];
            released = s.has_released;
            run = s.k1 ? run + 1 : 0;
            held = held || run >= trace.hold_steps;
        }
        tally_.row(Row::n_K1_held)[0] += held ? 1 : 0;
        for (std::size_t date = 0; date < simulation_.steps.size(); ++date) {
            const auto k = static_cast<std::size_t>(simulation_.steps[date]);
            Sector<float> sector{};
            for (std::size_t j = 0; j < 3; ++j) sector.list_log[j] = single(trace.sector[k].list_log[j]);
            sector.open_log = single(trace.sector[k].open_log);
            sector.effective_log = single(trace.sector[k].effective_log);
            sector.central_cost_log = single(trace.sector[k].central_cost_log);
            sector.demand_log = single(trace.sector[k].demand_log);
            sector.hardware.frontier_log = single(trace.sector[k].hardware_frontier_log);
            const SectorStep<float>& step = table_.sector_steps[k];
            float values[n_sector_outputs];
            SectorOutputs::write(SectorReport<float, float>{table_.sector, step, sector}, values, 1);
            SectorOutputs::write(NetworksReport<float>{single(trace.sector[k].utilization)}, values, 1);
            for (std::size_t output = 0; output < n_sector_outputs; ++output)
                count_value(values[output], Row::sector_histogram, Row::sector_sum,
                            output * simulation_.steps.size() + date);
        }
    }

    void count_network(const PathTrace& trace, int i, const NetworkHistory& h) {
        const int n = trace.n_months;
        const auto at = [&](Row row, int month) -> std::int64_t& {
            return tally_.row(row)[static_cast<std::size_t>(i * n + month - 1)];
        };
        const auto count_of = [&](Row row) -> std::int64_t& { return tally_.row(row)[static_cast<std::size_t>(i)]; };
        std::size_t mask = 0;
        for (std::size_t cause = 0; cause < n_causes; ++cause) {
            const auto row = static_cast<std::size_t>(i) * n_causes + cause;
            const auto month = [&](int number) {
                return row * static_cast<std::size_t>(n) + static_cast<std::size_t>(number - 1);
            };
            if (h.month_of[cause] > 0) {
                ++tally_.row(Row::n_fired)[month(h.month_of[cause])];
                mask |= std::size_t{1} << cause;
            }
            if (h.first_cause == static_cast<int>(cause)) ++tally_.row(Row::n_exit)[month(h.first_month)];
        }
        ++tally_.row(Row::n_exit_mask)[static_cast<std::size_t>(i) * 16 + mask];
        const bool killed = h.month_of[0] > 0;
        if (killed)
            tally_.kill_bits(i)[static_cast<std::size_t>(trace.path / 8)] |=
                static_cast<std::uint8_t>(1U << (7 - trace.path % 8));
        count_of(Row::n_standing) += h.standing ? 1 : 0;
        count_of(Row::n_long_tail_only) += h.long_tail_only_month > 0 ? 1 : 0;
        if (h.parity > 0) ++at(Row::n_parity, h.parity);
        if (h.parity_held > 0) ++at(Row::n_parity_held, h.parity_held);
        count_of(Row::n_parity_at_end) += h.parity_at_end ? 1 : 0;
        count_readings(i, n, h);
        if (h.adopted > 0) ++at(Row::n_adoption, h.adopted);
        count_of(Row::low_months) += h.low_months;
        count_of(Row::self_funded_months) += h.self_funded_months;

        int low = 0, self_funded = 0;
        for (int k = 0; k < n; ++k) {
            const NetworkMonth& m = trace.at(k, i);
            at(Row::n_K2, k + 1) += m.k2 ? 1 : 0;
            at(Row::n_K2_prices, k + 1) += m.k2_prices ? 1 : 0;
            at(Row::n_K3, k + 1) += m.k3 ? 1 : 0;
            if (single(m.utilization) < table_.sector.low_utilization) {
                ++low;
                self_funded += single(m.organic_usd) >= gpu_hours_cost(trace, k, i) ? 1 : 0;
                count_of(Row::low_subsidy_share_sum) += std::llrint(std::ldexp(m.subsidy_share, 20));
            }
            if (k == table_.sector.decision_step && (!killed || h.month_of[0] > k + 1))
                count_signals(trace, k, i, low, self_funded, killed);
        }
        ASSERT_EQ(low, h.low_months);
        ASSERT_EQ(self_funded, h.self_funded_months);
        if (killed) {
            const NetworkMonth& m = trace.at(n - 1, i);
            const float demand = single(m.contestable_demand) + single(m.tail_demand);
            const float spend = single(m.spend_usd) * network(i).one_over_spend0;
            count_of(Row::aftermath_tail_sum) += units(single(m.tail_demand) / demand * spend);
        }
        for (std::size_t date = 0; date < simulation_.steps.size(); ++date) count_outputs(trace, i, date);
    }

    void count_readings(int i, int n, const NetworkHistory& h) {
        const auto add = [&](Reading reading, int month) {
            const int row = i * n_readings + static_cast<int>(reading);
            if (month > 0) ++tally_.row(Row::n_kill_by_reading)[static_cast<std::size_t>(row * n + month - 1)];
        };
        add(Reading::effective, h.month_of[0]);
        add(Reading::lists, h.month_of_reading[lists_slot]);
        add(Reading::any_list, h.month_of_reading[any_list_slot]);
        add(Reading::compute, h.month_of_reading[compute_slot]);
        add(Reading::prices, h.month_of_reading[prices_slot]);
    }

    void count_signals(const PathTrace& trace, int k, int i, int low, int self_funded, bool killed) {
        const NetworkMonth& m = trace.at(k, i);
        const auto twentieths = [](double share) { return std::min(19, static_cast<int>(single(share) * 20.0F)); };
        const auto log_bin = [](double log_ratio, float per_log) {
            return std::clamp(static_cast<int>(std::floor(single(log_ratio) * per_log)) + 10, 0, 19);
        };
        const SectorMonth& s = trace.sector[static_cast<std::size_t>(k)];
        const NetworkHistory& h = trace.history[static_cast<std::size_t>(i)];
        const int bins[n_signals] = {twentieths(m.utilization),
                                     twentieths(m.subsidy_share),
                                     twentieths(s.utilization),
                                     h.adopted > 0 && h.adopted <= k + 1 ? 1 : 0,
                                     low == 0 ? 0 : 1 + std::min(9, 10 * self_funded / low),
                                     log_bin(s.effective_log, 20.0F),
                                     log_bin(single(m.parity_gap) - network(i).cost_ratio0_log, 10.0F),
                                     s.has_released ? 1 : 0};
        for (int signal = 0; signal < n_signals; ++signal) {
            const auto bin = static_cast<std::size_t>((i * n_signals + signal) * n_signal_bins + bins[signal]);
            ++tally_.row(Row::n_signal)[bin];
            tally_.row(Row::n_signal_kill)[bin] += killed ? 1 : 0;
        }
    }

    void count_outputs(const PathTrace& trace, int i, std::size_t date) {
        const int k = simulation_.steps[date];
        const NetworkMonth& m = trace.at(k, i);
        Network<float> n{};
        n.utilization = single(m.utilization);
        n.gpus_log = single(m.gpus_log);
        n.token_log = single(m.token_log);
        n.subsidy_share = single(m.subsidy_share);
        n.margin = single(m.margin);
        Offer<float> offer{};
        offer.parity_gap = single(m.parity_gap);
        offer.cost_log =
            delivered_cost_log(table_.sector, network(i), single(m.price_log), single(m.software) + single(m.hardware));
        Settlement<float> settlement{};
        settlement.contestable_demand = single(m.contestable_demand);
        settlement.tail_demand = single(m.tail_demand);
        settlement.token_price = network(i).token_price0 * exp(k == 0 ? 0.0F : single(trace.at(k - 1, i).token_log));
        settlement.spend = single(m.spend_usd);
        settlement.payout.emission_tokens = single(m.emission_tokens);
        float values[n_network_outputs];
        NetworkOutputs::write(
            NetworkReport<float, float>{table_.sector, table_.sector_steps[k], network(i), n, offer, settlement},
            values, 1);
        for (std::size_t output = 0; output < n_network_outputs; ++output)
            count_value(values[output], Row::histogram, Row::sum,
                        (static_cast<std::size_t>(i) * n_network_outputs + output) * simulation_.steps.size() + date);
    }

    void count_value(float value, Row histogram_row, Row sum_row, std::size_t row) {
        ++tally_.row(histogram_row)[row * histogram::n_bins + static_cast<std::size_t>(histogram::bin_of(value))];
        tally_.row(sum_row)[row] += units(value);
    }

    /// The value in units of 2^-20, clipped at 2^16.
    static std::int64_t units(float value) {
        return std::llrint(std::ldexp(static_cast<double>(std::min(value, 65536.0F)), 20));
    }

    [[nodiscard]] const NetworkTable<float>& network(int i) const { return table_.networks[i]; }

    [[nodiscard]] float gpu_hours_cost(const PathTrace& trace, int k, int i) const {
        const float gpus = exp(k == 0 ? 0.0F : single(trace.at(k - 1, i).gpus_log));
        const NetworkStep<float>& step = table_.network_steps[k * table_.n_networks + i];
        return gpus * network(i).gpu_hours0 * cost_per_gpu_hour(network(i), step, single(trace.at(k, i).utilization));
    }

    const Simulation& simulation_;
    ScenarioTable<float> table_;
    Tally& tally_;
};

/// Compares a backend's counts with the traces of its paths. Returns the rows in which nothing was counted.
std::vector<Row> expect_recount(Inputs inputs) {
    constexpr std::int64_t n_paths = 300;
    for (NetworkInputs& network : inputs.networks) network.adoption_rate = 0.3;  // so that signal 02 occurs
    const Simulation simulation(inputs);
    const Tally counted = simulation.run(n_paths);
    Tally expected = simulation.empty(n_paths);
    Recount recount(simulation, expected);
    for (std::int64_t path = 0; path < n_paths; ++path)
        recount.add(trace_path<float>(simulation.storage.view(), base_seed, path));

    std::vector<Row> empty;
    for (int r = 0; r < n_rows; ++r) {
        const Row row = static_cast<Row>(r);
        const auto got = counted.row(row), wanted = std::as_const(expected).row(row);
        EXPECT_TRUE(std::ranges::equal(got, wanted)) << counted.layout().extent(row).name << " differs";
        if (std::ranges::all_of(wanted, [](std::int64_t n) { return n == 0; })) empty.push_back(row);
    }
    EXPECT_EQ(digest(counted), digest(expected));
    return empty;
}

class Counts : public testing::TestWithParam<const char*> {};

TEST_P(Counts, OfEveryRowAreThoseOfTheTracedPaths) {
    for (const Row row : expect_recount(draft(GetParam())))
        EXPECT_EQ(row, Row::n_all_of_stance) << "this row was not tested";
}

INSTANTIATE_TEST_SUITE_P(, Counts, testing::Values("base", "stress"),
                         [](const auto& file) { return std::string(file.param); });

class CountsOfHold : public testing::TestWithParam<int> {};

TEST_P(CountsOfHold, AreThoseOfTheTracedPaths) {
    Inputs inputs = draft("stress");
    inputs.kill_shot.hold_months = GetParam();
    expect_recount(inputs);
}

INSTANTIATE_TEST_SUITE_P(, CountsOfHold, testing::Values(1, 3, 4, 5, 11, 40),
                         [](const auto& hold) { return "months_" + std::to_string(hold.param); });

}  // namespace
}  // namespace killshot::test
