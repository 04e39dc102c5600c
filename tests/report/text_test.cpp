#include "report/text.hpp"

#include <gtest/gtest.h>

namespace killshot {
namespace {

TEST(Text, GroupsThousands) {
    EXPECT_EQ(with_commas(0), "0");
    EXPECT_EQ(with_commas(999), "999");
    EXPECT_EQ(with_commas(1000), "1,000");
    EXPECT_EQ(with_commas(1048576), "1,048,576");
    EXPECT_EQ(with_commas(-123456), "-123,456");
    EXPECT_EQ(path_count(1), "1 path");
    EXPECT_EQ(path_count(65536), "65,536 paths");
}

TEST(Text, PercentHasTheDecimalsThatItsIntervalBears) {
    EXPECT_EQ(percent(0.1837, 1), "18.4%");
    EXPECT_EQ(percent(0.1837, 0), "18%");
    EXPECT_EQ(percent_decimals(0.11, 0.27), 0);
    EXPECT_EQ(percent_decimals(0.67, 0.685), 0) << "give or take 0.75 points";
    EXPECT_EQ(percent_decimals(0.67, 0.683), 1) << "give or take 0.65 points";
    EXPECT_EQ(percent_decimals(0.094, 0.098), 1);
    EXPECT_EQ(percent_decimals(0.0010, 0.0015), 2);
    EXPECT_EQ(percent_decimals(0.5, 0.5), 3) << "no more than three";
}

TEST(Text, ShortNumbersHaveThreeDigits) {
    EXPECT_EQ(short_number(0), "0.00");
    EXPECT_EQ(short_number(0.0042), "0.0042");
    EXPECT_EQ(short_number(1.25), "1.25");
    EXPECT_EQ(short_number(99.96), "100");
    EXPECT_EQ(short_number(999.7), "1.00 k");
    EXPECT_EQ(short_number(18240), "18.2 k");
    EXPECT_EQ(short_number(43e6), "43.0 M");
    EXPECT_EQ(short_number(-2.16e9), "-2.16 G");
}

TEST(Text, WordsOfAShellAreQuotedWhereTheyMustBe) {
    EXPECT_EQ(shell_word("sector.cut_rate=0.8"), "sector.cut_rate=0.8");
    EXPECT_EQ(shell_word(""), "''");
    EXPECT_EQ(shell_word("run.networks=[\"akash\"]"), "'run.networks=[\"akash\"]'");
    EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
    EXPECT_EQ(shell_quoted("plain"), "'plain'");
}

TEST(Text, DurationsAndSizesChooseTheirUnit) {
    EXPECT_EQ(duration(1.234), "1.23 s");
    EXPECT_EQ(duration(42.34), "42.3 s");
    EXPECT_EQ(duration(200), "3 min 20 s");
    EXPECT_EQ(duration(7500), "2 h 5 min");
    EXPECT_EQ(bytes(999), "999 B");
    EXPECT_EQ(bytes(4210), "4.2 kB");
    EXPECT_EQ(bytes(999'600), "1.0 MB");
    EXPECT_EQ(bytes(57e9), "57 GB");
}

TEST(Text, MonthsBecomeRanges) {
    EXPECT_EQ(month_ranges({}), "never");
    EXPECT_EQ(month_ranges({false, false}), "never");
    EXPECT_EQ(month_ranges({true}), "1");
    EXPECT_EQ(month_ranges({false, true, true, false, true, false, true}), "2-3, 5, 7");
}

TEST(Text, TableAlignsColumnsAndStandsHeadingsOnTheRule) {
    TextTable table({{"network", TextTable::Align::left}, {"P(kill)\nby 2027"}, {"K2"}});
    table.add_row({"io.net", "3.2%", "yes"});
    table.add_row({"Nous Research", "none", "-"});
    EXPECT_EQ(table.text(),
              "               P(kill)\n"
              "network        by 2027   K2\n"
              "-------------  -------  ---\n"
              "io.net            3.2%  yes\n"
              "Nous Research     none    -\n");
    EXPECT_THROW(table.add_row({"too", "short"}), std::invalid_argument);
}

TEST(Text, TableCountsCharactersAndEscapesControls) {
    TextTable table({{"network", TextTable::Align::left}, {"K2"}});
    table.add_row({"Größe", "yes"});
    table.add_row({"a\nb", "-"});
    EXPECT_EQ(table.text(),
              "network    K2\n"
              "--------  ---\n"
              "Größe     yes\n"
              "a\\u000ab    -\n");
}

TEST(Text, WrapsWordsAtTheWidth) {
    EXPECT_EQ(wrapped("one two three", 2, 7), "one two\n  three\n");
    EXPECT_EQ(wrapped("one two", 0, 6), "one\ntwo\n");
    EXPECT_EQ(wrapped("unbreakable a", 0, 4), "unbreakable\na\n") << "a long word has a line of its own";
    EXPECT_EQ(wrapped("Gr\u00f6\u00dfe ja", 0, 8), "Gr\u00f6\u00dfe ja\n") << "characters count, not bytes";
}

}  // namespace
}  // namespace killshot
