/// Keeps finished work until the result is written, in a folder of shards beside the result.
///
/// A shard is a file of records: a magic text, the identity of the run, the records, and the SHA-256 of all that. It
/// appears only when it is complete (files/part_file.hpp). Finished scenarios go to finished-N.shard; the merged slices
/// of unfinished ones go to partial-N.shard, which replaces the one before. Verified by tests/run/shards_test.cpp
/// (round trips, truncations, bit flips, foreign files) and by tests/run/resume_test.py, which kills runs.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "killshot/scenario.hpp"
#include "run/part.hpp"
#include "run/record.hpp"
#include "run/request.hpp"

namespace killshot {

/// What every shard says of the run that it belongs to, in words that an error can repeat. code: the SHA-256 of the
/// sources that determine a tally or a row; rows: rows_key_of the result.
struct ShardIdentity {
    std::string version, code, schema, seed, paths, target_se, slice, outputs, rows;

    /// frame: of the result; null where only a part is run, which has no rows.
    static ShardIdentity of(const Scenario& base, const Request& request, const Part& part, const ResultFrame* frame);
    [[nodiscard]] bool operator==(const ShardIdentity&) const = default;
};

struct Shard {
    ShardIdentity identity;
    std::vector<Record> records;
    std::vector<std::uint64_t> positions;  // where each record's content begins in the file
};
/// How `theirs` differs from the identity of this run, in words.
[[nodiscard]] std::string difference(const ShardIdentity& theirs, const ShardIdentity& ours);

/// Throws bytes::Damaged where these are not the bytes of a shard.
[[nodiscard]] Shard parse_shard(std::string_view all);
/// Throws Error where the file is damaged or not a shard.
[[nodiscard]] Shard read_shard(const std::filesystem::path& file);
/// Gives `sink` the bytes of the file, piece by piece. Returns where each record's content begins.
std::vector<std::uint64_t> write_shard(const ShardIdentity& identity, const std::vector<const Record*>& records,
                                       const std::function<void(std::string_view)>& sink);
/// The bytes of the file.
[[nodiscard]] std::string shard_bytes(const Shard& shard);

/// The most bytes of encoded rows and tallies that wait for the next shard.
inline constexpr std::uint64_t most_unwritten_bytes = std::uint64_t{16} << 20U;

/// Calls may come from any thread, but flush() only from one at a time.
class Shards {
  public:
    /// results/base.h5 has results/base.h5.shards.
    static std::filesystem::path folder_of(const std::string& result);
    /// Whether an interrupted run has left shards for this result.
    static bool are_kept_for(const std::string& result);

    /// Throws Error where something else than a folder has the name.
    Shards(std::filesystem::path folder, ShardIdentity identity);

    /// Loads the shards of an interrupted run. Throws Error where one is damaged or belongs to a run of another
    /// identity.
    void load();

    /// Takes finished scenarios from elsewhere; they are not written again.
    void adopt(std::vector<Record> records);

    /// All records, without their contents.
    [[nodiscard]] std::vector<Record> known() const;
    /// A record with its content; nothing where there is none. Throws Error where its shard can no longer be read.
    [[nodiscard]] std::optional<Record> get(std::int64_t scenario) const;
    /// Adds a finished scenario. Its content stays in memory until it is on the disk.
    void add(Record record);

    /// Whether it is time to flush: every few seconds, or when many bytes wait.
    [[nodiscard]] bool is_due() const;
    /// Writes what is not yet on the disk, and replaces the partial records by `partial`. After an Error everything is
    /// still in memory.
    void flush(const std::vector<Record>& partial);
    /// Deletes the shards, and the folder unless it holds other files.
    void remove();

  private:
    using Clock = std::chrono::steady_clock;

    struct Entry {
        Record record;  // without its content where it is on the disk
        std::filesystem::path file;
        std::uint64_t position = 0, size = 0;
    };

    [[nodiscard]] std::vector<std::filesystem::path> files() const;
    [[nodiscard]] std::filesystem::path next_file(const char* kind);
    /// Returns where each record's content begins.
    std::vector<std::uint64_t> write(const std::filesystem::path& file,
                                     const std::vector<const Record*>& records) const;

    std::filesystem::path folder_;
    ShardIdentity identity_;
    mutable std::mutex mutex_;
    std::map<std::int64_t, Entry> entries_;
    std::vector<std::int64_t> unwritten_;  // scenarios
    std::uint64_t unwritten_bytes_ = 0;
    Clock::time_point last_flush_ = Clock::now();
    std::vector<std::filesystem::path> partial_files_;
    int n_files_ = 0;  // the last number in use
};

}  // namespace killshot
