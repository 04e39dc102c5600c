// Reads a shard and its rows, and adds its tallies to empty ones. An input is a shard without its SHA-256, which no
// mutation would hit. What could be read must survive another round of encoding.
#include "files/sha256.hpp"
#include "fuzz/fuzz_support.hpp"
#include "run/row_code.hpp"
#include "run/shards.hpp"
#include "run/tally_code.hpp"
#include "tally/tally_test_support.hpp"

namespace {

void add_twice(const killshot::Record& record) {
    killshot::Tally tally = killshot::test::small_tally(), again = killshot::test::small_tally();
    if (record.is_row) {
        const std::string row = killshot::encode(killshot::row_of(record));
        if (killshot::encode(killshot::decode_row(row)) != row)
            killshot::fuzz::fail("another round of encoding changes a row");
        return;
    }
    killshot::add_record(record, tally);
    killshot::add_encoded(killshot::encode(tally), again);
    if (!killshot::test::same_counts(tally, again)) killshot::fuzz::fail("another round of encoding changes a tally");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const killshot::TemporaryFolder folder("killshot-fuzz-shard");
    const std::string file = folder.file("fuzz.shard"), bytes(killshot::fuzz::text_of(data, size));
    killshot::fuzz::write_bytes(file, bytes + killshot::sha256(bytes));
    killshot::fuzz::expect_only_errors([&] {
        for (const killshot::Record& record : killshot::read_shard(file).records)
            killshot::fuzz::expect_only_errors([&] { add_twice(record); });
    });
    return 0;
}
