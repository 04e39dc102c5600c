/// Text from outside is safe to print, whatever bytes it has.
#include "files/printable.hpp"

#include <gtest/gtest.h>

#include <string>

#include "killshot/error.hpp"

namespace killshot {
namespace {

using namespace std::string_literals;

TEST(Printable, LeavesTextAsItIs) {
    for (const char* text : {"", "io.net", "Größe in €", "日本語", "\xF0\x9F\x98\x80", "a b"})
        EXPECT_EQ(printable(text), text);
}

TEST(Printable, EscapesWhatATerminalObeys) {
    EXPECT_EQ(printable("\x1B[31mred"), "\\u001b[31mred");
    EXPECT_EQ(printable("a\rb\nc\td"), "a\\u000db\\u000ac\\u0009d");
    EXPECT_EQ(printable("a\0b\x7F"s), "a\\u0000b\\u007f");
    EXPECT_EQ(printable("\xC2\x9B"
                        "31m"),
              "\\u009b31m");  // C1: CSI
    EXPECT_EQ(printable("\xE2\x80\xAE"
                        "txt"),
              "\\u202etxt");  // right-to-left override
    EXPECT_EQ(printable("\xE2\x81\xA6\xE2\x80\xA8"), "\\u2066\\u2028");
    EXPECT_EQ(printable("a\xE2\x80\x8B"
                        "b"),
              "a\\u200bb");  // zero-width space
    EXPECT_EQ(printable_lines("a\x1B\nb\r"), "a\\u001b\nb\\u000d");
}

TEST(Printable, ReplacesWhatIsNotUtf8) {
    const std::string bad = "\xEF\xBF\xBD";
    EXPECT_EQ(printable("a\xFFz"), "a" + bad + "z");
    EXPECT_EQ(printable("\x9B"
                        "31m"),
              bad + "31m");                       // a C1 control of an 8-bit terminal
    EXPECT_EQ(printable("\xC0\x9B"), bad + bad);  // overlong ESC
    EXPECT_EQ(printable("\xE0\x80\x9B"), bad + bad + bad);
    EXPECT_EQ(printable("\xED\xA0\x80"), bad + bad + bad);  // a surrogate
    EXPECT_EQ(printable("\xF4\x90\x80\x80"), bad + bad + bad + bad);
    EXPECT_EQ(printable("\xE2\x82"), bad + bad);  // cut short
}

TEST(Printable, ChangesNothingTwice) {
    std::string every_byte;
    for (int byte = 0; byte < 256; ++byte) every_byte.push_back(static_cast<char>(byte));
    EXPECT_EQ(printable(printable(every_byte)), printable(every_byte));
}

TEST(Error, IsSafeToPrint) {
    const Place place{.file = "a\x1B[2J\n.toml", .line = 3, .key = "sector.\xE2\x80\xAEx"};
    EXPECT_STREQ(Error(place, "is \"\r\" (why); what to do").what(),
                 "a\\u001b[2J\\u000a.toml:3: sector.\\u202ex: is \"\\u000d\" (why); what to do");
    EXPECT_STREQ(Error("one\ntwo\x1B").what(), "one\ntwo\\u001b");
}

}  // namespace
}  // namespace killshot
