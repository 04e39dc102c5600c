#include "run/shards.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "files/part_file.hpp"
#include "killshot/error.hpp"

namespace killshot {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds between_flushes{2};
constexpr const char* extension = ".shard";

/// N of finished-N.shard and partial-N.shard; 0 of another name.
int number_of(const fs::path& file) {
    const std::string stem = file.stem().string();
    const auto dash = stem.find('-');
    int number = 0;
    if (file.extension() == extension && dash != std::string::npos)
        std::from_chars(stem.data() + dash + 1, stem.data() + stem.size(), number);
    return number;
}

bool is_partial(const fs::path& file) { return file.filename().string().starts_with("partial-"); }

constexpr const char* remedy = "make room, or make its folder writable";

}  // namespace

std::string difference(const ShardIdentity& theirs, const ShardIdentity& ours) {
    const auto differs = [](const char* what, const std::string& a, const std::string& b) {
        return fmt::format("made with {0} {1}, this run has {0} {2}", what, a, b);
    };
    if (theirs.seed != ours.seed) return differs("seed", theirs.seed, ours.seed);
    if (theirs.paths != ours.paths) return differs("paths", theirs.paths, ours.paths);
    if (theirs.slice != ours.slice) return differs("--slice", theirs.slice, ours.slice);
    if (theirs.target_se != ours.target_se) return differs("--target-se", theirs.target_se, ours.target_se);
    if (theirs.outputs != ours.outputs) return differs("--outputs", theirs.outputs, ours.outputs);
    if (theirs.schema != ours.schema) return differs("schema", theirs.schema, ours.schema);
    if (theirs.version != ours.version) return differs("killshot", theirs.version, ours.version);
    if (theirs.code != ours.code) return "made by a killshot with other source code of the simulation or its estimates";
    return "made for a result with another confidence or other variables";
}

fs::path Shards::folder_of(const std::string& result) { return result + ".shards"; }

bool Shards::are_kept_for(const std::string& result) {
    std::error_code ignored;
    return std::ranges::any_of(fs::directory_iterator(folder_of(result), ignored),
                               [](const fs::directory_entry& entry) { return number_of(entry.path()) > 0; });
}

Shards::Shards(fs::path folder, ShardIdentity identity) : folder_(std::move(folder)), identity_(std::move(identity)) {
    std::error_code ignored;
    if (fs::exists(fs::symlink_status(folder_, ignored)) && !fs::is_directory(folder_, ignored))
        throw Error(
            fmt::format("{}: is in the way (it is not a folder, and the run keeps what it has finished there); "
                        "move it or give another -o",
                        folder_.string()));
}

std::vector<fs::path> Shards::files() const {
    std::vector<fs::path> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder_, ignored))
        if (number_of(entry.path()) > 0) found.push_back(entry.path());
    std::ranges::sort(found, {}, number_of);
    return found;
}

void Shards::load() {
    for (const fs::path& file : files()) {
        Shard shard = read_shard(file);
        if (shard.identity != identity_)
            throw Error(
                fmt::format("{}: belongs to another run ({}); repeat the arguments of that run, or delete {} to "
                            "start anew",
                            file.string(), difference(shard.identity, identity_), folder_.string()));
        n_files_ = number_of(file);
        if (is_partial(file)) partial_files_.push_back(file);
        for (std::size_t i = 0; i < shard.records.size(); ++i) {
            Record& record = shard.records[i];
            Entry& entry = entries_[record.scenario];
            if (entry.record.is_finished) continue;
            const std::uint64_t size = record.content.size();
            record.content.clear();
            record.content.shrink_to_fit();
            entry = {std::move(record), file, shard.positions[i], size};
        }
    }
}

void Shards::adopt(std::vector<Record> records) {
    const std::scoped_lock lock(mutex_);
    for (Record& record : records) {
        const std::int64_t scenario = record.scenario;
        entries_.insert_or_assign(scenario, Entry{std::move(record), {}, 0, 0});
    }
}

std::vector<Record> Shards::known() const {
    const std::scoped_lock lock(mutex_);
    std::vector<Record> records;
    for (const auto& [scenario, entry] : entries_) {
        Record record = entry.record;
        record.content.clear();
        records.push_back(std::move(record));
    }
    return records;
}

std::optional<Record> Shards::get(std::int64_t scenario) const {
    const std::scoped_lock lock(mutex_);
    const auto found = entries_.find(scenario);
    if (found == entries_.end()) return std::nullopt;
    const Entry& entry = found->second;
    Record record = entry.record;
    if (entry.file.empty()) return record;
    record.content.resize(entry.size);
    std::ifstream stream(entry.file, std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(entry.position));
    stream.read(record.content.data(), static_cast<std::streamsize>(entry.size));
    if (!stream)
        throw Error(fmt::format("{}: can no longer be read (it was changed during the run); give --resume again",
                                entry.file.string()));
    return record;
}

void Shards::add(Record record) {
    const std::scoped_lock lock(mutex_);
    unwritten_.push_back(record.scenario);
    unwritten_bytes_ += record.content.size();
    const std::int64_t scenario = record.scenario;
    entries_.insert_or_assign(scenario, Entry{std::move(record), {}, 0, 0});
}

bool Shards::is_due() const {
    const std::scoped_lock lock(mutex_);
    return Clock::now() - last_flush_ >= between_flushes || unwritten_bytes_ >= most_unwritten_bytes;
}

fs::path Shards::next_file(const char* kind) {
    return folder_ / fmt::format("{}-{:06}{}", kind, ++n_files_, extension);
}

std::vector<std::uint64_t> Shards::write(const fs::path& file, const std::vector<const Record*>& records) const {
    std::error_code failed;
    fs::create_directory(folder_, failed);
    if (failed) throw Error(fmt::format("{}: cannot be created ({}); {}", folder_.string(), failed.message(), remedy));
    try {
        PartFile part(file.string(), Existing::keep, remedy);
        auto positions = write_shard(identity_, records, [&](std::string_view piece) { part.write(piece); });
        part.complete();
        return positions;
    } catch (const Error&) {
        fs::remove(folder_, failed);  // where nothing else is in it
        throw;
    }
}

void Shards::flush(const std::vector<Record>& partial) {
    // Records that are not yet on the disk stay as they are, and where they are, until this function changes them.
    std::vector<const Record*> finished;
    {
        const std::scoped_lock lock(mutex_);
        last_flush_ = Clock::now();
        for (const std::int64_t scenario : unwritten_) finished.push_back(&entries_.at(scenario).record);
    }
    if (!finished.empty()) {
        const fs::path file = next_file("finished");
        const std::vector<std::uint64_t> positions = write(file, finished);
        const std::scoped_lock lock(mutex_);
        for (std::size_t i = 0; i < finished.size(); ++i) {
            Entry& entry = entries_.at(finished[i]->scenario);
            entry.file = file;
            entry.position = positions[i];
            entry.size = entry.record.content.size();
            unwritten_bytes_ -= entry.size;
            std::string().swap(entry.record.content);  // an assignment would keep the memory
        }
        unwritten_.erase(unwritten_.begin(), unwritten_.begin() + static_cast<std::ptrdiff_t>(finished.size()));
    }
    std::vector<fs::path> replaced;
    replaced.swap(partial_files_);
    if (!partial.empty()) {
        std::vector<const Record*> unfinished;
        unfinished.reserve(partial.size());
        for (const Record& record : partial) unfinished.push_back(&record);
        partial_files_ = replaced;
        const fs::path file = next_file("partial");
        write(file, unfinished);
        partial_files_ = {file};
    }
    {
        // The ledger has merged the earlier partial records; from now on its own are the only ones.
        const std::scoped_lock lock(mutex_);
        std::erase_if(entries_, [](const auto& known) { return !known.second.record.is_finished; });
    }
    std::error_code ignored;
    for (const fs::path& file : replaced) fs::remove(file, ignored);
}

void Shards::remove() {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder_, ignored)) {
        fs::path file = entry.path();
        if (file.extension() == PartFile::suffix) file.replace_extension();  // left by a killed run
        if (number_of(file) > 0) fs::remove(entry.path(), ignored);
    }
    fs::remove(folder_, ignored);  // stays where it holds something that no run has written
}

}  // namespace killshot
