#include "cli_test_support.hpp"

namespace killshot {
namespace {

using testing::HasSubstr;

class Counts : public CommandLine {
  protected:
    [[nodiscard]] int paths_of(const std::string& text) const {
        const Outcome run = killshot("run --beliefs 0 --quiet --force -o a.h5 --paths " + text);
        EXPECT_EQ(run.exit_code, 0) << run.err;
        return killshot("show a.h5 --json").json().at("paths");
    }
};

TEST_F(Counts, MayBeWrittenShort) {
    EXPECT_EQ(paths_of("1e3"), 1000);
    EXPECT_EQ(paths_of("2k"), 2000);
    EXPECT_EQ(paths_of("2.5k"), 2500);
    EXPECT_EQ(paths_of("0.001M"), 1000);
    EXPECT_EQ(paths_of("1.50E+3"), 1500);
    EXPECT_EQ(paths_of("64"), 64);
}

TEST_F(Counts, AreWholeAndInRange) {
    for (const char* text : {"0", "1.5", "1.0005k", "1e", "e3", "k", "1kk", "1e-3", "+1", "-1", "01k", "0x10", "1e13",
                             "1e99999999999999999999", "1T", "''"}) {
        const Outcome run = killshot(std::string("run --paths ") + text);
        EXPECT_EQ(run.exit_code, 2) << text;
        EXPECT_THAT(run.err, HasSubstr("is not a whole number from 1 to 1000000000000 (as in 4096, 1e6, 100k or 2M)"))
            << text;
    }
}

}  // namespace
}  // namespace killshot
