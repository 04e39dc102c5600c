// The operations and bytes of a network-path-step that `killshot bench` prints.
#include <gtest/gtest.h>

#include "bench/counted.hpp"
#include "bench/operations.hpp"
#include "bench/traffic.hpp"
#include "killshot/model/step.hpp"
#include "killshot/scenario.hpp"

namespace killshot::bench {
namespace {

const Scenario& base() {
    static const Scenario scenario = read_scenario(KILLSHOT_SOURCE_DIR "/scenarios/base.toml", {});
    return scenario;
}
constexpr double n_networks = 14, n_months = 36, n_dates = 7;

TEST(Counted, CountsByTheKindOfInstruction) {
    const KindCounts before = counted;
    const CountedFloat a(3), b(4);
    const CountedFloat c = sqrt(fma(a, a, b * b));
    EXPECT_EQ(select(c < a, a, c / b + a).value, 4.25F);
    EXPECT_EQ(counted - before, (KindCounts{3, 1, 1, 1, 1}));  // the product, the multiply-add and the comparison
}

TEST(StepOperations, OfTheDrawsAreThoseOfTheirBlocks) {
    // A network draws a pair of normals, and the sector three, each with a root; the model has no other roots.
    const StepOperations operations = count_operations(base());
    const double pairs = (n_networks + 3) / n_networks;
    EXPECT_DOUBLE_EQ(at(operations.draws, Kind::root), pairs);
    EXPECT_DOUBLE_EQ(at(operations.run(), Kind::root), pairs);
    // Philox makes a block of four words for each network, and three for the sector: 32 products in each.
    EXPECT_GT(at(operations.draws, Kind::multiply), 32 * pairs);
    EXPECT_EQ(at(operations.draws, Kind::divide), 0);
}

TEST(StepOperations, OfTheOutputsAreThoseOfTheReportDates) {
    const StepOperations operations = count_operations(base());
    // break_even_ratio and tail_share of a network, and sector_utilization, divide.
    EXPECT_DOUBLE_EQ(at(operations.outputs, Kind::divide), (2 + 1 / n_networks) * n_dates / n_months);
    EXPECT_DOUBLE_EQ(sum(operations.run()), sum(operations.draws) + sum(operations.sector) + sum(operations.networks) +
                                                sum(operations.outputs));
    EXPECT_GT(sum(operations.networks), sum(operations.sector));
}

TEST(StepBytes, AreThoseOfTheTypes) {
    const StepBytes wide = bytes_of_step(base(), 32), narrow = bytes_of_step(base(), 1);
    // Of a network: draws 16, offer 20, state 44, whether adopted 1, signal 03 8. Of the sector: see sector.hpp.
    const double of_sector = sizeof(Sector<float>) + sizeof(Watch<float>);
    EXPECT_DOUBLE_EQ(wide.state, 2 * (16 + 20 + 44 + 1 + 8 + of_sector / n_networks));
    EXPECT_DOUBLE_EQ(narrow.state, wide.state);
    EXPECT_DOUBLE_EQ(narrow.tables, 32 * wide.tables);
    EXPECT_DOUBLE_EQ(narrow.counts, 32 * wide.counts);
    // 12 outputs of a network and 7 of the sector: value, bin and count, four bytes each.
    const double of_date = sizeof(Settlement<float>) + 12 * (12 + 7 / n_networks);
    EXPECT_DOUBLE_EQ(wide.report_dates, 2 * of_date * n_dates / n_months);
}

}  // namespace
}  // namespace killshot::bench
