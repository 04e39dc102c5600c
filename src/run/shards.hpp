/// Where a run keeps what it has finished until its result is written: a folder of shards beside the result.
///
/// A shard is a file of records: magic, the run that it belongs to, the records, and the SHA-256 of all that. It is
/// written under another name, synced and renamed, so that a killed run leaves whole shards only. Scenarios that are
/// done go to finished-N.shard; of those that are run in slices, partial-N.shard replaces the one before.
/// Verified by tests/batch/shards_test.cpp (round trips, truncations, bit flips, foreign files, a full disk) and by
/// tests/batch/resume_test.py, which kills runs.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "killshot/scenario.hpp"
#include "run/record.hpp"
#include "run/request.hpp"

namespace killshot {

/// What every shard says of the run that it belongs to, in words that an error can repeat. code: the SHA-256 of the
/// sources that determine a tally.
struct ShardIdentity {
    std::string version, code, schema, seed, paths, target_se;

    static ShardIdentity of(const Scenario& base, const Request& request);
    [[nodiscard]] bool operator==(const ShardIdentity&) const = default;
};

struct Shard {
    ShardIdentity identity;
    std::vector<Record> records;
    std::vector<std::uint64_t> positions;  // where each record's tally begins in the file
};
/// Throws Error that names the file where it is damaged, or no shard.
[[nodiscard]] Shard read_shard(const std::filesystem::path& file);
/// The file's bytes; fills in the positions.
[[nodiscard]] std::string shard_bytes(Shard& shard);

/// How many bytes of tallies wait in memory for the next shard, at most; three times as much while it is written.
inline constexpr std::uint64_t most_unwritten_bytes = std::uint64_t{16} << 20U;

/// Calls may come from any thread, those to flush one at a time.
class Shards {
  public:
    /// results/base.h5 has results/base.h5.shards.
    static std::filesystem::path folder_of(const std::string& result);
    /// Whether an interrupted run has left shards for this result.
    static bool are_kept_for(const std::string& result);

    Shards(std::filesystem::path folder, ShardIdentity identity);

    /// How many shards an earlier run has left here.
    [[nodiscard]] std::int64_t count_files() const;
    /// Takes up what an earlier run has left. Throws Error where a shard is damaged, or belongs to a run of another
    /// seed, number of paths, standard error, schema or version.
    void load();

    /// Everything that is there, without tallies.
    [[nodiscard]] std::vector<Record> known() const;
    /// With its tally; nothing where the scenario is not there. Throws Error where its shard cannot be read any more.
    [[nodiscard]] std::optional<Record> get(std::int64_t scenario) const;
    /// A finished scenario. Its tally stays in memory until it is on the disk.
    void add(Record record);

    /// Whether it is time to write: every few seconds, or when memory fills.
    [[nodiscard]] bool is_due() const;
    /// Writes what is not yet on the disk, and `partial` in place of the partial records before. Throws Error where
    /// that fails; nothing is lost from memory then.
    void flush(std::vector<Record> partial);
    /// The result is complete: the folder goes.
    void remove();

  private:
    using Clock = std::chrono::steady_clock;

    struct Entry {
        Record record;  // without its tally where it is on the disk
        std::filesystem::path file;
        std::uint64_t position = 0, size = 0;
    };

    [[nodiscard]] std::vector<std::filesystem::path> files() const;
    [[nodiscard]] std::filesystem::path next_file(const char* kind);
    void write(const std::filesystem::path& file, Shard& shard) const;

    std::filesystem::path folder_;
    ShardIdentity identity_;
    mutable std::mutex mutex_;
    std::map<std::int64_t, Entry> entries_;
    std::vector<std::int64_t> unwritten_;  // scenarios
    std::uint64_t unwritten_bytes_ = 0;
    Clock::time_point last_flush_ = Clock::now();
    std::vector<std::filesystem::path> partial_files_;
    int n_files_ = 0;  // numbered so far
};

}  // namespace killshot
