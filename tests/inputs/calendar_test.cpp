// Report dates: every six months, the horizon, and the end of 2027.
#include <gmock/gmock.h>

#include "inputs/calendar.hpp"
#include "tables/tables.hpp"

namespace killshot::test {
namespace {

using testing::ElementsAre;

constexpr std::chrono::year_month_day day(int year, unsigned month, unsigned day) {
    return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
}

constexpr auto base_start = day(2026, 11, 22);

TEST(AddMonths, KeepsTheDayWhereTheMonthHasIt) {
    EXPECT_EQ(add_months(base_start, 0), day(2026, 11, 22));
    EXPECT_EQ(add_months(base_start, 2), day(2027, 1, 22));
    EXPECT_EQ(add_months(base_start, 13), day(2027, 12, 22));
    EXPECT_EQ(add_months(base_start, 36), day(2029, 11, 22));
    EXPECT_EQ(add_months(day(2026, 1, 31), 1), day(2026, 2, 28));
    EXPECT_EQ(add_months(day(2027, 8, 31), 6), day(2028, 2, 29));  // a leap year
    EXPECT_EQ(add_months(day(2027, 8, 31), 1), day(2027, 9, 30));
    EXPECT_EQ(add_months(day(2027, 12, 31), 1), day(2028, 1, 31));
}

TEST(DateText, IsReadAsItIsWritten) {
    EXPECT_EQ(text_of(day(2026, 1, 2)), "2026-01-02");
    EXPECT_EQ(parse_date("2026-01-02"), day(2026, 1, 2));
    for (const char* wrong : {"", "2026-1-2", "2026-02-29", "2026-13-01", "2026-00-01", "abcd-01-01", "2026-01-02 ",
                              "+026-01-02", "2026/01/02"})
        EXPECT_EQ(parse_date(wrong), std::nullopt) << wrong;
}

TEST(MonthOf2027, IsTheLastThatEndsInThatYear) {
    EXPECT_EQ(month_of_2027(base_start), 13);  // ends 2027-12-22
    EXPECT_EQ(month_of_2027(day(2026, 12, 1)), 12);
    EXPECT_EQ(month_of_2027(day(2026, 12, 31)), 12);  // ends on the very day
    EXPECT_EQ(month_of_2027(day(2027, 1, 1)), 11);
    EXPECT_EQ(month_of_2027(day(2027, 11, 30)), 1);
    EXPECT_EQ(month_of_2027(day(2027, 12, 1)), -1);
    EXPECT_EQ(month_of_2027(day(2028, 3, 1)), -1);
}

TEST(ReportSteps, AreEverySixMonthsTheHorizonAnd2027) {
    EXPECT_THAT(report_steps(base_start, 36, 6), ElementsAre(5, 11, 12, 17, 23, 29, 35));
    EXPECT_THAT(report_steps(base_start, 13, 6), ElementsAre(5, 11, 12));
    EXPECT_THAT(report_steps(base_start, 12, 6), ElementsAre(5, 11));  // 2027 ends beyond the horizon
    EXPECT_THAT(report_steps(base_start, 1, 6), ElementsAre(0));
    EXPECT_THAT(report_steps(base_start, 20, 6), ElementsAre(5, 11, 12, 17, 19));
    EXPECT_THAT(report_steps(base_start, 20, 240), ElementsAre(12, 19));
    EXPECT_THAT(report_steps(day(2026, 12, 1), 24, 6), ElementsAre(5, 11, 17, 23));  // 2027 is month 12: once
    EXPECT_THAT(report_steps(day(2028, 1, 1), 12, 6), ElementsAre(5, 11));
}

}  // namespace
}  // namespace killshot::test
