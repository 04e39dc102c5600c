#include "files/printable.hpp"

#include <gtest/gtest.h>

namespace killshot {
namespace {

TEST(Printable, LeavesTextAlone) {
    EXPECT_EQ(printable("io.net, 30% & \"Größe\" 計算 🚀"), "io.net, 30% & \"Größe\" 計算 🚀");
    EXPECT_EQ(printable(""), "");
}

TEST(Printable, EscapesWhatATerminalObeys) {
    EXPECT_EQ(printable("\x1b[2Jgone"), "\\u001b[2Jgone");
    EXPECT_EQ(printable("a\rb\nc\td\x7f"), "a\\u000db\\u000ac\\u0009d\\u007f");
    EXPECT_EQ(printable(std::string_view("a\0b", 3)), "a\\u0000b");
    EXPECT_EQ(printable("\xc2\x9b"
                        "31m"),
              "\\u009b31m")
        << "CSI as one C1 character";
    EXPECT_EQ(printable("a\xe2\x80\xae"
                        "b\xe2\x81\xa6"),
              "a\\u202eb\\u2066")
        << "bidirectional override and isolate";
    EXPECT_EQ(printable("\xe2\x80\x8b\xe2\x80\xa8\xef\xbb\xbf"), "\\u200b\\u2028\\ufeff") << "invisible characters";
}

TEST(Printable, KeepsTheNewlinesOfSeveralLines) { EXPECT_EQ(printable_lines("a\nb\x1b\n"), "a\nb\\u001b\n"); }

TEST(Printable, ReplacesWhatIsNotUtf8) {
    constexpr const char* replacement = "\xEF\xBF\xBD";
    for (const char* wrong : {"\xff", "\xc3", "\x9b"}) EXPECT_EQ(printable(wrong), replacement);
    EXPECT_EQ(printable("a\xc0\xaf"
                        "b"),
              std::string("a") + replacement + replacement + "b")
        << "overlong";
    EXPECT_EQ(printable("\xed\xa0\x80").substr(0, 3), replacement) << "a surrogate";
    EXPECT_EQ(printable("\xf4\x90\x80\x80").substr(0, 3), replacement) << "above U+10FFFF";
}

TEST(Printable, TwiceIsTheSameAsOnce) {
    for (const char* text : {"\x1b[0m", "\xff\n", "\\u001b"}) EXPECT_EQ(printable(printable(text)), printable(text));
}

}  // namespace
}  // namespace killshot
