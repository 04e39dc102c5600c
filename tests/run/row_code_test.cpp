// A row as bytes: what goes in comes out, and no bytes whatever do harm.
#include "run/row_code.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "run/bytes.hpp"

namespace killshot::test {
namespace {

ResultRow row() {
    ResultRow row;
    row.digest = 0xFEDCBA9876543210U;
    row.p_kill = {0.25, std::numeric_limits<double>::quiet_NaN()};
    row.killed = {11, {{0xFF, 0x20}, {0x00, 0x80}}};
    row.values = {std::vector<std::int8_t>{-1, 0, 1},
                  std::vector<std::uint8_t>{200},
                  std::vector<std::int32_t>{-70'000},
                  std::vector<std::int64_t>{0, -1, std::numeric_limits<std::int64_t>::min(),
                                            std::numeric_limits<std::int64_t>::max()},
                  std::vector<float>{0.5F, -0.0F},
                  std::vector<double>{1e300, 0.1},
                  std::vector<std::string>{"", "sector.cut_rate = 0.1"},
                  std::vector<double>{}};
    return row;
}

TEST(RowCode, GivesBackWhatItTook) {
    const ResultRow before = row(), after = decode_row(encode(before));
    EXPECT_EQ(after.digest, before.digest);
    EXPECT_EQ(after.p_kill[0], 0.25);
    EXPECT_NE(after.p_kill[1], after.p_kill[1]);
    EXPECT_EQ(after.killed.n_bits, 11);
    EXPECT_EQ(after.killed.kill_bits, before.killed.kill_bits);
    EXPECT_EQ(after.values, before.values);
    EXPECT_EQ(encode(after), encode(before));
}

TEST(RowCode, EveryTruncationIsSeen) {
    const std::string whole = encode(row());
    for (std::size_t n = 0; n < whole.size(); ++n)
        EXPECT_THROW((void)decode_row(whole.substr(0, n)), bytes::Damaged) << n;
    EXPECT_THROW((void)decode_row(whole + '\0'), bytes::Damaged);
}

TEST(RowCode, NonsenseDoesNoHarm) {
    const std::string whole = encode(row());
    for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
        std::string damaged = whole;
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
        try {
            const ResultRow read = decode_row(damaged);
            EXPECT_EQ(read.killed.kill_bits.size(), read.p_kill.size());
        } catch (const bytes::Damaged&) {  // as it should
        }
    }
    std::string endless;
    bytes::put_number(endless, 7);                        // the digest
    bytes::put_number(endless, std::uint64_t{1} << 60U);  // values of p_kill
    EXPECT_THROW((void)decode_row(endless), bytes::Damaged);
}

}  // namespace
}  // namespace killshot::test
