#include "inputs/calendar.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <set>

namespace killshot {

namespace {

constexpr int report_every_months = 6;
constexpr int year_of_the_structural_question = 2027;  // THESIS.md

std::chrono::year_month_day to_calendar(const Date& date) {
    return std::chrono::year{date.year} / date.month / date.day;
}

}  // namespace

Date add_months(const Date& start, int months) {
    auto day = to_calendar(start) + std::chrono::months{months};
    if (!day.ok()) {
        day = day.year() / day.month() / std::chrono::last;
    }
    return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
            static_cast<int>(static_cast<unsigned>(day.day()))};
}

int month_of_2027(const Date& start) {
    const int months_to_year_end = 12 * (year_of_the_structural_question - start.year) + 12 - start.month;
    return months_to_year_end < 1 ? -1 : months_to_year_end;
}

std::vector<int> report_steps(const Date& start, int months) {
    std::set<int> report_months{months};
    for (int month = report_every_months; month <= months; month += report_every_months) {
        report_months.insert(month);
    }
    if (const int month = month_of_2027(start); month != -1 && month <= months) {
        report_months.insert(month);
    }
    std::vector<int> steps;
    std::transform(report_months.begin(), report_months.end(), std::back_inserter(steps), [](int m) { return m - 1; });
    return steps;
}

}  // namespace killshot
