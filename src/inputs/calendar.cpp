#include "inputs/calendar.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>

namespace killshot {
namespace {

using std::chrono::year_month_day;

constexpr std::chrono::year year_of_the_structural_question{2027};  // THESIS.md

}  // namespace

year_month_day add_months(year_month_day start, int months) {
    const year_month_day day = start + std::chrono::months{months};
    return day.ok() ? day : day.year() / day.month() / std::chrono::last;
}

int month_of_2027(year_month_day start) {
    const auto to_year_end = year_of_the_structural_question / std::chrono::December - start.year() / start.month();
    const auto months = static_cast<int>(to_year_end.count());
    return months < 1 ? -1 : months;
}

std::vector<int> report_steps(year_month_day start, int months, int every) {
    std::set<int> steps{months - 1};
    for (int month = every; month <= months; month += every) steps.insert(month - 1);
    if (const int month = month_of_2027(start); month != -1 && month <= months) steps.insert(month - 1);
    return {steps.begin(), steps.end()};
}

std::string text_of(year_month_day date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

std::optional<year_month_day> parse_date(std::string_view text) {
    constexpr std::string_view form = "dddd-dd-dd";
    const auto fits = [](char letter, char wanted) {
        return wanted == 'd' ? letter >= '0' && letter <= '9' : letter == wanted;
    };
    if (!std::ranges::equal(text, form, fits)) return std::nullopt;
    const auto number = [text](std::size_t begin, std::size_t size) {
        unsigned value = 0;
        std::from_chars(text.data() + begin, text.data() + begin + size, value);
        return value;
    };
    const year_month_day date{std::chrono::year{static_cast<int>(number(0, 4))}, std::chrono::month{number(5, 2)},
                              std::chrono::day{number(8, 2)}};
    return date.ok() ? std::optional(date) : std::nullopt;
}

std::string now_utc() {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto days = std::chrono::floor<std::chrono::days>(seconds);
    const std::chrono::year_month_day date{days};
    const std::chrono::hh_mm_ss time{seconds - days};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                       time.minutes().count(), time.seconds().count());
}

}  // namespace killshot
