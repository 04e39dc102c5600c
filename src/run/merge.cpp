#include "run/merge.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "build_info.hpp"
#include "code_digest.hpp"
#include "killshot/error.hpp"
#include "results/schema/schema.hpp"
#include "run/request.hpp"
#include "run/tally_code.hpp"
#include "tables/tally_layout.hpp"

namespace killshot {
namespace {

constexpr const char* one_run = "give the slices of one run";

void require_same_code(const std::string& file, const ShardIdentity& identity) {
    if (identity.code == build::code_digest && identity.schema == schema::version) return;
    throw Error(
        fmt::format("{}: was made by killshot {} with other source code of the simulation than this killshot {} has; "
                    "merge with the program that made it, or run the slices again",
                    file, identity.version, build::version));
}

/// files[0] decides what the run is.
void require_same_run(const std::vector<std::string>& files, const std::vector<SliceFile>& slices, std::size_t i) {
    const SliceFile &first = slices.front(), &other = slices[i];
    if (other.part.n_parts != first.part.n_parts)
        throw Error(fmt::format("{}: is slice {}, and {} is slice {}; {}", files[i], other.part.text(), files.front(),
                                first.part.text(), one_run));
    ShardIdentity expected = first.shard.identity;
    expected.slice = other.shard.identity.slice;
    if (other.shard.identity != expected)
        throw Error(fmt::format("{}: belongs to another run than {} ({}); {}", files[i], files.front(),
                                difference(other.shard.identity, expected), one_run));
    if (other.input != first.input)
        throw Error(
            fmt::format("{}: was run with another scenario, --set, --paths, --outputs or --on-error than {}; "
                        "{}",
                        files[i], files.front(), one_run));
}

void require_each_once(const std::vector<std::string>& files, const std::vector<SliceFile>& slices) {
    std::map<std::int64_t, std::string> file_of;
    for (std::size_t i = 0; i < slices.size(); ++i)
        if (const auto [other, is_new] = file_of.emplace(slices[i].part.number, files[i]); !is_new)
            throw Error(other->second == files[i] ? fmt::format("{}: is given twice; give each slice once", files[i])
                                                  : fmt::format("{}: is slice {}, as {} is; give each slice once",
                                                                files[i], slices[i].part.text(), other->second));
    const std::int64_t n_parts = slices.front().part.n_parts;
    for (std::int64_t number = 1; number <= n_parts; ++number)
        if (!file_of.contains(number))
            throw Error(fmt::format("slice {0}/{1} is missing; give its file too, or run it with --slice {0}/{1}",
                                    number, n_parts));
}

/// All paths of a scenario from slices of them.
Record joined(const std::vector<Record>& records, const Scenario& scenario) {
    const TallyLayout layout = layout_of(scenario, scenario.paths);
    Tally sum(layout);
    Record whole{records.front().scenario, records.front().key, true, StopReason::all_paths, {}, {}};
    for (const Record& record : records) {
        Tally tally(layout);
        add_record(record, tally);
        sum.merge(tally);
        for (const PathSlice& slice : record.slices) add_slice(whole.slices, slice);
    }
    if (whole.slices.size() != 1 || whole.slices[0].first_path != 0 || whole.slices[0].n_paths != scenario.paths)
        throw Error(fmt::format("the slices do not have each of the {} paths of {} once; run them again",
                                scenario.paths, scenario.name));
    whole.content = encode(sum);
    return whole;
}

}  // namespace

std::vector<SliceFile> read_slices(const std::vector<std::string>& files) {
    std::vector<SliceFile> slices;
    for (const std::string& file : files) {
        slices.push_back(read_slice(file));
        require_same_code(file, slices.back().shard.identity);
        require_same_run(files, slices, slices.size() - 1);
    }
    require_each_once(files, slices);
    return slices;
}

std::vector<Record> merge_records(std::vector<SliceFile> slices, const Ensemble& ensemble) {
    std::map<std::int64_t, std::vector<Record>> of_scenario;
    for (SliceFile& slice : slices)
        for (Record& record : slice.shard.records) of_scenario[record.scenario].push_back(std::move(record));
    std::vector<Record> merged;
    for (auto& [n, records] : of_scenario) {
        const std::string& file = slices.front().input.scenario;
        const auto other_inputs = [&] {
            return Error(
                fmt::format("{}: has other inputs than when the slices were run; restore it and what it reads, "
                            "or run the slices again",
                            file));
        };
        if (n >= ensemble.size()) throw other_inputs();
        const Scenario scenario = ensemble.scenario(n);
        const std::string key = key_of(scenario, {});
        for (const Record& record : records)
            if (record.key != key) throw other_inputs();
        merged.push_back(records.size() == 1 && records[0].is_finished ? std::move(records[0])
                                                                       : joined(records, scenario));
    }
    return merged;
}

}  // namespace killshot
