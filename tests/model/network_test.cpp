// Eq. 8 to 18 along whole paths: what must add up over the months of any path.
#include "killshot/model/network.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "killshot/emission/emission.hpp"
#include "reference/trace.hpp"
#include "support/draft_tables.hpp"

namespace killshot::test {
namespace {

/// Calls visit(inputs, rows of each network, trace) for paths of the draft.
template <class Visit>
void for_each_path(const Visit& visit) {
    for (const char* name : {"base", "stress"}) {
        const Inputs inputs = draft(name);
        const TableStorage<double> storage(inputs);
        std::vector<EmissionRows> rows;
        for (std::size_t i = 0; i < inputs.networks.size(); ++i)
            rows.push_back(emission_rows(inputs.networks[i], storage.starts()[i].gpus0, inputs.months));
        for (std::int64_t path = 0; path < 20; ++path)
            visit(inputs, rows, trace_path<Real64>(storage.view(), 20261122, path));
    }
}

TEST(NetworkPath, SupplyIsWhatWasThereAndMintedAndUnlockedLessWhatWasBurned) {
    for_each_path([](const Inputs& inputs, const std::vector<EmissionRows>& rows, const PathTrace& trace) {
        for (int i = 0; i < trace.n_networks; ++i) {
            const NetworkInputs& in = inputs.networks[static_cast<std::size_t>(i)];
            if (!in.has_token) continue;
            double expected = in.circulating0, gpus_log = 0, token_log = 0;
            for (int k = 0; k < trace.n_months; ++k) {
                const auto& row = rows[static_cast<std::size_t>(i)];
                const auto month = static_cast<std::size_t>(k);
                const NetworkMonth& m = trace.at(k, i);
                const double cash = (1 - in.take_rate - in.burn_rate) * m.spend_usd;
                const double over = row.vault_burn * std::max(0.0, cash - row.vault_target[month] * std::exp(gpus_log));
                const double price = in.token_price0 * std::exp(token_log);
                expected += m.emission_tokens + row.unlock[month] - (in.burn_rate * m.spend_usd + over) / price;
                expected = std::max(expected, 0.01 * in.circulating0);
                gpus_log = m.gpus_log;
                token_log = m.token_log;
            }
            ASSERT_NEAR(trace.at(trace.n_months - 1, i).supply / expected, 1, 1e-9)
                << in.name << ", path " << trace.path;
        }
    });
}

TEST(NetworkPath, APoolLosesWhatIsEmittedBeyondMintAndWorkAndNeverRunsBelowZero) {
    int empty = 0;
    for_each_path([&](const Inputs& inputs, const std::vector<EmissionRows>& rows, const PathTrace& trace) {
        for (int i = 0; i < trace.n_networks; ++i) {
            const EmissionRows& row = rows[static_cast<std::size_t>(i)];
            if (!row.finite_pool || inputs.networks[static_cast<std::size_t>(i)].archetype == Archetype::pre_token)
                continue;
            double pool = row.pool0;
            for (int k = 0; k < trace.n_months; ++k) {
                const NetworkMonth& m = trace.at(k, i);
                pool -= m.emission_tokens;  // networks with a pool mint nothing
                ASSERT_NEAR(m.pool, pool, 1e-9 * row.pool0);
                ASSERT_GE(m.pool, -1e-9 * row.pool0);
                empty += m.pool < 1e-6 * row.pool0 ? 1 : 0;
            }
        }
    });
    EXPECT_GT(empty, 0);  // the stress draft empties a vault, so the limit was reached
}

TEST(NetworkPath, MoneyIsSpentByUseOfGpusAtThePrice) {
    for_each_path([](const Inputs& inputs, const std::vector<EmissionRows>&, const PathTrace& trace) {
        for (int i = 0; i < trace.n_networks; ++i) {
            const NetworkInputs& in = inputs.networks[static_cast<std::size_t>(i)];
            double gpus_log = 0;
            const double price0 = inputs.sector.open_price0 * (1 - in.discount0);
            for (int k = 0; k < trace.n_months; ++k) {
                const NetworkMonth& m = trace.at(k, i);
                // At the utilization, supply and price of the start, spend is spend0_usd dt.
                const double expected = in.spend0_usd / 12 * (m.utilization / in.utilization0) * std::exp(gpus_log) *
                                        (std::exp(m.price_log) / price0);
                ASSERT_NEAR(m.spend_usd / expected, 1, 1e-11) << in.name << ", month " << k + 1;
                const double demand = (m.contestable_demand + m.tail_demand) / std::exp(gpus_log);
                ASSERT_NEAR(m.utilization, std::min(demand, in.utilization_max), 1e-12);
                ASSERT_NEAR(m.subsidy_share, m.subsidy_usd == 0 ? 0 : m.subsidy_usd / (m.subsidy_usd + m.organic_usd),
                            1e-12);
                gpus_log = m.gpus_log;
            }
        }
    });
}

TEST(NetworkPath, TrustCountsFromTheStepAfterAdoption) {
    Inputs inputs = draft();
    inputs.networks.resize(1);
    inputs.networks[0].adoption_rate = 1e9;  // at once
    inputs.networks[0].adoption_boost = 0.5;
    const TableStorage<double> with(inputs);
    inputs.networks[0].adoption_boost = 0;
    const TableStorage<double> without(inputs);
    const PathTrace a = trace_path<Real64>(with.view(), 1, 0), b = trace_path<Real64>(without.view(), 1, 0);
    ASSERT_EQ(a.history[0].adopted, 1);
    EXPECT_EQ(a.at(0, 0).share, b.at(0, 0).share);
    const auto odds = [](const NetworkMonth& m) { return m.share / (1 - m.share); };
    EXPECT_NEAR(odds(a.at(1, 0)) / odds(b.at(1, 0)), std::exp(0.5), 1e-12);
    EXPECT_EQ(a.at(0, 0).trust, 0.5);
}

TEST(NetworkPath, NetworksCompeteForTheSameDemand) {
    Inputs inputs = draft();
    inputs.networks.resize(2);
    const TableStorage<double> usual(inputs);
    inputs.networks[1].price_sensitivity = 0;
    const TableStorage<double> loyal(inputs);
    const PathTrace a = trace_path<Real64>(usual.view(), 20261122, 50),
                    b = trace_path<Real64>(loyal.view(), 20261122, 50);
    const auto weight = [](const PathTrace& trace, int i) {
        return trace.at(11, i).share / (1 - trace.at(11, 0).share - trace.at(11, 1).share);
    };
    ASSERT_NE(weight(a, 1), weight(b, 1));
    EXPECT_NE(a.at(11, 0).share, b.at(11, 0).share);
    EXPECT_NEAR(weight(b, 1), 0.002 / (1 - 0.004), 1e-12);  // with a price sensitivity of 0 the weight does not change
}

}  // namespace
}  // namespace killshot::test
