#include "killshot/emission/archetypes.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include <gmock/gmock.h>

#include "emission/emission_test_support.hpp"

namespace killshot::test {
namespace {

/// Every parameter in use, so that an archetype finds its own.
NetworkInputs fully_set(Archetype archetype) {
    NetworkInputs network = network_of(archetype);
    network.emission = {.per_day = 7200,
                        .issued0 = 1e6,
                        .per_month0 = 1000,
                        .monthly_decay = 0.03,
                        .yearly_damping = 0.9,
                        .damping_month = 4,
                        .work_rate = 0.9,
                        .rate0 = 0.1,
                        .half_life = 3,
                        .rate_min = 0.01,
                        .rate_max = 0.2,
                        .end_month = 1000,
                        .time_constant = 2,
                        .monthly_fraction = 0.025,
                        .treasury = 1e6,
                        .cap_per_day = 100,
                        .vault = 1e6,
                        .target_usd_per_gpu_month = 300,
                        .surplus_burn = 0.5,
                        .treasury_usd = 1e6,
                        .grant_usd_per_month = 1e5};
    return network;
}

std::vector<std::vector<double>> paid_rows(const EmissionRows& rows) {
    return {rows.mint, rows.inflation, rows.grant_usd, rows.treasury_rate, rows.vault_pay};
}

std::vector<std::vector<double>> all_rows(const EmissionRows& rows) {
    std::vector<std::vector<double>> all = paid_rows(rows);
    all.push_back(rows.vault_target);
    all.push_back(rows.unlock);
    return all;
}

class EveryArchetype : public testing::TestWithParam<ArchetypeEntry> {};

TEST_P(EveryArchetype, IsFoundByItsName) {
    EXPECT_EQ(archetype_from_name(GetParam().name), GetParam().archetype);
    EXPECT_EQ(archetype_name(GetParam().archetype), GetParam().name);
}

TEST_P(EveryArchetype, RowsAreFiniteNonNegativeAndOneEntryPerStep) {
    for (const int months : {0, 1, 36, max_months})
        for (const auto& row : all_rows(emission_rows(fully_set(GetParam().archetype), 1000, months))) {
            EXPECT_EQ(row.size(), static_cast<std::size_t>(months));
            EXPECT_THAT(row, testing::Each(testing::AllOf(testing::Ge(0.0), testing::Lt(HUGE_VAL))));
        }
}

TEST_P(EveryArchetype, AShorterHorizonIsThePrefixOfALongerOne) {
    const NetworkInputs network = fully_set(GetParam().archetype);
    const auto longer = all_rows(emission_rows(network, 1000, 48));
    const auto shorter = all_rows(emission_rows(network, 1000, 17));
    for (std::size_t row = 0; row < longer.size(); ++row)
        EXPECT_TRUE(std::ranges::equal(shorter[row], std::vector(longer[row].begin(), longer[row].begin() + 17)));
}

TEST_P(EveryArchetype, ACutToZeroFromTheStartPaysNothing) {
    NetworkInputs network = fully_set(GetParam().archetype);
    network.emission_cuts = {{.month = 0, .factor = 0}};
    for (const auto& row : paid_rows(emission_rows(network, 1000, 36))) EXPECT_THAT(row, testing::Each(0.0));
}

TEST_P(EveryArchetype, UnlocksComeOnTopAndChangeNoOtherRow) {
    NetworkInputs network = fully_set(GetParam().archetype);
    const auto plain = paid_rows(emission_rows(network, 1000, 36));
    network.unlocks = {{.start_month = 2, .end_month = 12, .tokens = 100, .cliff_tokens = 5}};
    const EmissionRows unlocking = emission_rows(network, 1000, 36);
    EXPECT_EQ(paid_rows(unlocking), plain);
    EXPECT_DOUBLE_EQ(total(unlocking.unlock), 105);
}

TEST_P(EveryArchetype, AFinitePoolIsATreasuryAVaultOrARunway) {
    const EmissionRows rows = emission_rows(fully_set(GetParam().archetype), 1000, 36);
    EXPECT_EQ(rows.finite_pool, rows.pool0 > 0 || total(rows.grant_usd) > 0);
}

INSTANTIATE_TEST_SUITE_P(Archetypes, EveryArchetype, testing::ValuesIn(archetypes),
                         [](const auto& entry) { return std::string(entry.param.name); });

TEST(Archetypes, AnUnknownNameIsNone) {
    EXPECT_EQ(archetype_from_name("halving"), std::nullopt);
    EXPECT_EQ(archetype_from_name(""), std::nullopt);
}

TEST(Archetypes, ARowThatWouldBeNegativeIsRefusedByName) {
    NetworkInputs network = fully_set(Archetype::pow_decay);
    network.name = "Dynex";
    network.emission.issued0 = 2 * network.max_supply;
    try {
        emission_rows(network, 1000, 36);
        FAIL() << "issued more than the cap, and nobody minded";
    } catch (const std::invalid_argument& error) {
        EXPECT_THAT(error.what(), testing::AllOf(testing::HasSubstr("Dynex"), testing::HasSubstr("mint in month 1 "),
                                                 testing::HasSubstr("pow_decay")));
    }
}

TEST(Archetypes, ARowThatIsNotFiniteIsRefused) {
    NetworkInputs network = fully_set(Archetype::cosmos_inflation);
    network.emission.half_life = 0;
    EXPECT_THROW(emission_rows(network, 1000, 36), std::invalid_argument);
}

}  // namespace
}  // namespace killshot::test
