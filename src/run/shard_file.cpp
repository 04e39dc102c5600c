#include <fstream>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "build_info.hpp"
#include "code_digest.hpp"
#include "files/sha256.hpp"
#include "killshot/error.hpp"
#include "results/schema/schema.hpp"
#include "run/bytes.hpp"
#include "run/shards.hpp"

namespace killshot {

namespace {

constexpr std::string_view magic = "killshot shard 4\n";
constexpr std::size_t digest_bytes = 64;  // hexadecimal digits
constexpr std::int64_t most_number = std::int64_t{1} << 48;

enum class RecordKind : std::uint8_t { all_paths, target_se, partial, row };

RecordKind kind_of(const Record& record) {
    if (!record.is_finished) return RecordKind::partial;
    if (record.is_row) return RecordKind::row;
    return record.reason == StopReason::target_se ? RecordKind::target_se : RecordKind::all_paths;
}

/// All of a record but its content.
void put_head(std::string& to, const Record& record) {
    bytes::put_number(to, static_cast<std::uint64_t>(record.scenario));
    bytes::put_text(to, record.key);
    to += static_cast<char>(kind_of(record));
    bytes::put_number(to, record.slices.size());
    for (const PathSlice& slice : record.slices) {
        bytes::put_number(to, static_cast<std::uint64_t>(slice.first_path));
        bytes::put_number(to, static_cast<std::uint64_t>(slice.n_paths));
    }
    bytes::put_number(to, record.content.size());
}

Record record_from(bytes::Reader& from) {
    Record record;
    record.scenario = from.number_to(most_number);
    record.key = from.text();
    const std::uint8_t kind = from.byte();
    if (kind > static_cast<std::uint8_t>(RecordKind::row)) throw bytes::Damaged("a record has an unknown kind");
    record.is_finished = kind != static_cast<std::uint8_t>(RecordKind::partial);
    record.is_row = kind == static_cast<std::uint8_t>(RecordKind::row);
    record.reason =
        kind == static_cast<std::uint8_t>(RecordKind::target_se) ? StopReason::target_se : StopReason::all_paths;
    std::int64_t end = -1;
    for (std::uint64_t n = from.number(); n > 0; --n) {
        const PathSlice slice{from.number_to(most_number), from.number_to(most_number)};
        if (slice.first_path <= end || slice.n_paths < 1) throw bytes::Damaged("its slices overlap");
        end = slice.first_path + slice.n_paths;
        record.slices.push_back(slice);
    }
    if (record.slices.empty() || (record.is_finished && (record.slices.size() > 1 || record.slices[0].first_path > 0)))
        throw bytes::Damaged("a record lacks paths");
    record.content = from.text();
    return record;
}

}  // namespace

ShardIdentity ShardIdentity::of(const Scenario& base, const Request& request, const Part& part,
                                const ResultFrame* frame) {
    return {.version = std::string(build::version),
            .code = std::string(build::code_digest),
            .schema = std::string(schema::version),
            .seed = fmt::format("{}", base.seed),
            .paths = fmt::format("{}", base.paths),
            .target_se = request.target_se ? fmt::format("{}", *request.target_se) : "none",
            .slice = part.is_whole() ? "none" : part.text(),
            .outputs = frame == nullptr ? "none" : std::string(name_of(frame->outputs)),
            .rows = frame == nullptr ? "none" : rows_key_of(*frame)};
}

std::vector<std::uint64_t> write_shard(const ShardIdentity& identity, const std::vector<const Record*>& records,
                                       const std::function<void(std::string_view)>& sink) {
    Sha256 sum;
    std::uint64_t size = 0;
    const auto put = [&](std::string_view piece) {
        sum.add(piece);
        size += piece.size();
        sink(piece);
    };
    std::string head(magic);
    for (const std::string* text :
         {&identity.version, &identity.code, &identity.schema, &identity.seed, &identity.paths, &identity.target_se,
          &identity.slice, &identity.outputs, &identity.rows})
        bytes::put_text(head, *text);
    bytes::put_number(head, records.size());
    std::vector<std::uint64_t> positions;
    for (const Record* record : records) {
        put_head(head, *record);
        put(head);
        head.clear();
        positions.push_back(size);
        put(record->content);
    }
    put(head);  // of a shard without records
    sink(sum.finish());
    return positions;
}

std::string shard_bytes(const Shard& shard) {
    std::vector<const Record*> records;
    records.reserve(shard.records.size());
    for (const Record& record : shard.records) records.push_back(&record);
    std::string all;
    write_shard(shard.identity, records, [&](std::string_view piece) { all += piece; });
    return all;
}

Shard parse_shard(std::string_view all) {
    if (!all.starts_with(magic)) throw bytes::Damaged("it does not begin like one");
    if (all.size() < magic.size() + digest_bytes) throw bytes::Damaged("it ends too early");
    const std::string_view signed_bytes = all.substr(0, all.size() - digest_bytes);
    if (all.substr(signed_bytes.size()) != sha256(signed_bytes)) throw bytes::Damaged("its SHA-256 does not match");
    Shard shard;
    bytes::Reader from(signed_bytes.substr(magic.size()));
    ShardIdentity& identity = shard.identity;
    for (std::string* text : {&identity.version, &identity.code, &identity.schema, &identity.seed, &identity.paths,
                              &identity.target_se, &identity.slice, &identity.outputs, &identity.rows})
        *text = from.text();
    for (std::uint64_t n = from.number(); n > 0; --n) {
        shard.records.push_back(record_from(from));
        shard.positions.push_back(signed_bytes.size() - from.n_left() - shard.records.back().content.size());
    }
    if (!from.at_end()) throw bytes::Damaged("bytes follow its records");
    return shard;
}

Shard read_shard(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::string all{std::istreambuf_iterator<char>(stream), {}};
    try {
        if (!stream) throw bytes::Damaged("it cannot be read");
        return parse_shard(all);
    } catch (const bytes::Damaged& why) {
        throw Error(
            fmt::format("{}: is not a complete shard ({}); delete this file and give --resume again, which repeats the "
                        "work that it held",
                        file.string(), why.what()));
    }
}

}  // namespace killshot
