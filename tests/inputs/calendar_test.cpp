// Report dates: every six months, the horizon, and the end of 2027.
#include <gmock/gmock.h>

#include "inputs/calendar.hpp"
#include "tables/tables.hpp"

namespace killshot::test {
namespace {

using testing::ElementsAre;

constexpr Date base_start{2026, 11, 22};

TEST(AddMonths, KeepsTheDayWhereTheMonthHasIt) {
    const auto expect = [](const Date& start, int months, const Date& end) {
        const Date got = add_months(start, months);
        EXPECT_EQ(got.year, end.year);
        EXPECT_EQ(got.month, end.month);
        EXPECT_EQ(got.day, end.day);
    };
    expect(base_start, 0, {2026, 11, 22});
    expect(base_start, 2, {2027, 1, 22});
    expect(base_start, 13, {2027, 12, 22});
    expect(base_start, 36, {2029, 11, 22});
    expect({2026, 1, 31}, 1, {2026, 2, 28});
    expect({2027, 8, 31}, 6, {2028, 2, 29});  // a leap year
    expect({2027, 8, 31}, 1, {2027, 9, 30});
    expect({2027, 12, 31}, 1, {2028, 1, 31});
}

TEST(MonthOf2027, IsTheLastThatEndsInThatYear) {
    EXPECT_EQ(month_of_2027(base_start), 13);  // ends 2027-12-22
    EXPECT_EQ(month_of_2027({2026, 12, 1}), 12);
    EXPECT_EQ(month_of_2027({2026, 12, 31}), 12);  // ends on the very day
    EXPECT_EQ(month_of_2027({2027, 1, 1}), 11);
    EXPECT_EQ(month_of_2027({2027, 11, 30}), 1);
    EXPECT_EQ(month_of_2027({2027, 12, 1}), -1);
    EXPECT_EQ(month_of_2027({2028, 3, 1}), -1);
}

TEST(ReportSteps, AreEverySixMonthsTheHorizonAnd2027) {
    EXPECT_THAT(report_steps(base_start, 36), ElementsAre(5, 11, 12, 17, 23, 29, 35));
    EXPECT_THAT(report_steps(base_start, 13), ElementsAre(5, 11, 12));
    EXPECT_THAT(report_steps(base_start, 12), ElementsAre(5, 11));  // 2027 ends beyond the horizon
    EXPECT_THAT(report_steps(base_start, 1), ElementsAre(0));
    EXPECT_THAT(report_steps(base_start, 20), ElementsAre(5, 11, 12, 17, 19));
    EXPECT_THAT(report_steps({2026, 12, 1}, 24), ElementsAre(5, 11, 17, 23));  // 2027 is month 12: once
    EXPECT_THAT(report_steps({2028, 1, 1}, 12), ElementsAre(5, 11));
}

}  // namespace
}  // namespace killshot::test
