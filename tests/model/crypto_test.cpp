// Eq. 6: the crypto market's regimes and returns.
#include "killshot/model/crypto.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/draft_tables.hpp"
#include "support/statistics.hpp"

namespace killshot::test {
namespace {

TEST(CryptoRegime, IsLeftAtTheRateOfTheRegimeThatItIsIn) {
    const SectorTable<double> table = sector_table(draft());
    const double leave_bull = probability(0.7), leave_bear = probability(0.9);
    EXPECT_FALSE(next_bull<Real64>(table, true, leave_bull * (1 - 1e-9)));
    EXPECT_TRUE(next_bull<Real64>(table, true, leave_bull * (1 + 1e-9)));
    EXPECT_TRUE(next_bull<Real64>(table, false, leave_bear * (1 - 1e-9)));
    EXPECT_FALSE(next_bull<Real64>(table, false, leave_bear * (1 + 1e-9)));
}

TEST(CryptoRegime, IsOccupiedAsATwoStateChainIs) {
    constexpr int n = 4000;
    std::array<double, 36> bulls{};
    for_each_sector_step(draft(), n, [&](int, int k, const Sector<Real64>& sector) {
        bulls[static_cast<std::size_t>(k)] += sector.bull ? 1 : 0;
    });
    const double leave = probability(0.7), enter = probability(0.9), settled = enter / (enter + leave);
    for (const int month : {1, 6, 36}) {  // from a bear market
        // bull_probability0 0.35
        const double p = settled + (0.35 - settled) * std::pow(1 - leave - enter, month);
        EXPECT_NEAR(bulls[static_cast<std::size_t>(month - 1)] / n, p, sigmas * proportion_error(p, n)) << month;
    }
}

TEST(CryptoReturn, IsThatOfItsRegimeLessHalfTheVariance) {
    const SectorTable<double> table = sector_table(draft());
    EXPECT_NEAR(crypto_return<Real64>(table, true, 0.0).value, (0.6 - 0.55 * 0.55 / 2) / 12, 1e-15);
    EXPECT_NEAR(crypto_return<Real64>(table, false, 0.0).value, (-0.5 - 0.65 * 0.65 / 2) / 12, 1e-15);
    EXPECT_NEAR(crypto_return<Real64>(table, true, 1.0).value - crypto_return<Real64>(table, true, 0.0).value,
                0.55 / std::sqrt(12), 1e-15);
    EXPECT_NEAR(crypto_return<Real64>(table, false, 1.0).value - crypto_return<Real64>(table, false, 0.0).value,
                0.65 / std::sqrt(12), 1e-15);
}

TEST(CryptoReturn, GrowsTheMeanByItsDrift) {
    Inputs inputs = draft();
    inputs.sector.bull_probability0 = inputs.sector.bear_leave_rate = 0;  // bear throughout
    Moments growth;
    double sum = 0;
    for_each_sector_step(inputs, 4000, [&](int, int k, const Sector<Real64>& sector) {
        sum = (k == 0 ? 0 : sum) + sector.crypto_return.value;
        if (k + 1 == 12) growth.add(std::exp(sum));
    });
    EXPECT_NEAR(growth.mean(), std::exp(-0.5), sigmas * growth.standard_error());
}

}  // namespace
}  // namespace killshot::test
