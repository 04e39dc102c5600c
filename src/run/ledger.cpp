#include "run/ledger.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "run/stopping.hpp"
#include "run/tally_code.hpp"
#include "tables/tally_layout.hpp"

namespace killshot {

namespace {

constexpr std::int64_t slice_unit = std::int64_t{1} << 16, most_slices = 1024;

/// Whether the piece is all that is run of its scenario.
bool is_whole(const WorkDone& done, std::int64_t paths) { return done.is_enough || done.work.slice.n_paths == paths; }

StopReason reason_of(const WorkDone& done) { return done.is_enough ? StopReason::target_se : StopReason::all_paths; }

}  // namespace

std::int64_t slice_paths(std::int64_t paths) {
    const std::int64_t units = (paths + slice_unit - 1) / slice_unit;
    const auto units_per_slice = static_cast<std::uint64_t>((units + most_slices - 1) / most_slices);
    return slice_unit * static_cast<std::int64_t>(std::bit_ceil(units_per_slice));
}

Ledger::Ledger(const Ensemble& ensemble, const ScenarioPaths& paths, const Request& request, const Part& part,
               Shards& shards, TallyPool& tallies, Assembler* assembler, OnFailure on_failure)
    : ensemble_(ensemble), paths_(paths), request_(request), part_(part), shards_(shards), tallies_(tallies),
      assembler_(assembler), on_failure_(std::move(on_failure)) {
    for (const Record& record : shards.known()) {
        known_.insert(record.scenario);
        // Opened at once, so that the next partial shard holds it again.
        if (!record.is_finished) open_[record.scenario] = open(record.scenario);
    }
}

/// Splits those of the round's paths that have not been run into slices.
void Ledger::open_round(Open& open) {
    const std::int64_t length = slice_paths(open.paths);
    std::int64_t first = open.first;
    const auto add_gap = [&](std::int64_t end) {
        for (; first < end; first = std::min(end, first + length))
            open.pending.push_back({first, std::min(end - first, length)});
    };
    for (const PathSlice& slice : open.record.slices) {
        add_gap(std::min(slice.first_path, open.target));
        first = slice.first_path + slice.n_paths;
    }
    add_gap(open.target);
}

Ledger::Open Ledger::open(std::int64_t scenario) {
    Open open;
    open.paths = paths_.of(scenario);
    const PathSlice slice = part_.slice_of(scenario, ensemble_.size(), open.paths);
    open.first = slice.first_path;
    open.end = slice.first_path + slice.n_paths;
    open.record.scenario = scenario;
    std::int64_t done = 0;
    if (known_.contains(scenario)) {
        open.record = shards_.get(scenario).value();
        open.tally = tallies_.lend(layout_of(ensemble_.base(), open.paths));
        add_record(open.record, *open.tally);
        if (open.record.slices.front().first_path == 0) done = open.record.slices.front().n_paths;
    }
    // The rounds within the first slice are its worker's.
    open.target = request_.target_se ? round_end(std::max(done, slice_paths(open.paths) - 1), open.paths) : open.end;
    open_round(open);
    return open;
}

Ledger::Answer Ledger::poll_locked(Work& work) {
    const auto hand_out = [&](std::int64_t scenario, Open& open) {
        work = {scenario, open.pending.front()};
        open.pending.pop_front();
        ++open.n_running;
        return Answer::work;
    };
    if (stopped_) return Answer::none;
    for (auto& [scenario, open] : open_)
        if (!open.pending.empty()) return hand_out(scenario, open);
    while (next_scenario_ < ensemble_.size()) {
        const std::int64_t scenario = next_scenario_++;
        if (known_.contains(scenario)) continue;
        if (Open opened = open(scenario); opened.first < opened.end)
            return hand_out(scenario, open_[scenario] = std::move(opened));
    }
    return request_.target_se && !open_.empty() ? Answer::later : Answer::none;
}

Ledger::Answer Ledger::poll(Work& work) {
    const std::scoped_lock lock(mutex_);
    return poll_locked(work);
}

std::optional<Work> Ledger::next() {
    std::unique_lock lock(mutex_);
    Work work;
    for (;;) {
        switch (poll_locked(work)) {
            case Answer::work:
                return work;
            case Answer::none:
                return std::nullopt;
            case Answer::later:
                changed_.wait(lock);
        }
    }
}

std::optional<SummaryRanks> Ledger::summary_ranks(const Work& work, const PreparedScenario& prepared) const {
    const std::int64_t n_paths = prepared.scenario.paths;
    if (assembler_ == nullptr || request_.target_se || work.slice.n_paths != n_paths) return std::nullopt;
    return assembler_->summary_ranks(prepared.scenario, n_paths);
}

void Ledger::finish(WorkDone done, TallyPool::Loan tally, const PreparedScenario& prepared) {
    std::string whole;
    if (is_whole(done, prepared.scenario.paths))
        whole =
            assembler_ != nullptr ? assembler_->add(prepared, *tally, done.summaries, reason_of(done)) : encode(*tally);
    count(done, std::move(whole), assembler_ != nullptr, [&](Open& open) {
        if (open.tally)
            open.tally->merge(*tally);
        else
            open.tally = std::move(tally);
    });
    tally.reset();
    if (assembler_ != nullptr) assembler_->write_ready_rows();
    flush_if_due();
}

void Ledger::take(const WorkDone& done, std::string encoded_tally) {
    count(done, encoded_tally, false, [&](Open& open) {
        if (!open.tally) open.tally = tallies_.lend(layout_of(ensemble_.base(), open.paths));
        add_encoded(encoded_tally, *open.tally);
    });
}

/// whole: the scenario's row or tally, encoded, where the piece is all of it; else `merge` adds the piece's counts to
/// those of the scenario.
template <class Merge>
void Ledger::count(const WorkDone& done, std::string whole, bool is_row, const Merge& merge) {
    const std::scoped_lock lock(mutex_);
    const auto found = open_.find(done.work.scenario);
    if (found == open_.end()) return;  // it has failed in the meantime
    Open& open = found->second;
    Record& record = open.record;
    --open.n_running;
    paths_run_ += done.work.slice.n_paths;
    counted_at_ = std::chrono::steady_clock::now();
    record.key = done.key;
    add_slice(record.slices, done.work.slice);
    if (is_whole(done, open.paths)) {
        record.is_finished = true;
        record.reason = reason_of(done);
        record.content = std::move(whole);
        record.is_row = is_row;
    } else {
        merge(open);
        record.is_finished = is_complete(open);
        if (record.is_finished) record.content = encode(*open.tally);
    }
    if (record.is_finished) {
        shards_.add(std::move(record));
        open_.erase(found);
    }
    changed_.notify_all();
}

/// Whether the scenario needs no more paths. Opens its next round where this one is over and was not the last.
bool Ledger::is_complete(Open& open) {
    if (!open.pending.empty() || open.n_running > 0) return false;
    const bool is_enough = request_.target_se && largest_kill_error(*open.tally) < *request_.target_se;
    if (is_enough) open.record.reason = StopReason::target_se;
    if (is_enough) return true;
    if (open.target == open.end) return open.record.paths() == open.paths;  // else the others belong to other parts
    open.target = round_end(open.target, open.paths);
    open_round(open);
    return false;
}

void Ledger::fail(std::int64_t scenario, const std::string& reason) {
    {
        const std::scoped_lock lock(mutex_);
        if (open_.erase(scenario) == 0) return;  // its failure is known
        changed_.notify_all();
    }
    on_failure_(scenario, reason);
    if (assembler_ == nullptr) return;
    assembler_->skip(scenario);
    assembler_->write_ready_rows();
}

void Ledger::stop(std::exception_ptr why) {
    const std::scoped_lock lock(mutex_);
    if (!reason_) reason_ = std::move(why);
    stopped_ = true;
    changed_.notify_all();
}

std::vector<Record> Ledger::partial_records() {
    const std::scoped_lock lock(mutex_);
    std::vector<Record> records;
    for (const auto& [scenario, open] : open_) {
        if (!open.tally) continue;
        records.push_back(open.record);
        records.back().content = encode(*open.tally);
    }
    return records;
}

void Ledger::flush() {
    const std::scoped_lock lock(flushing_);
    shards_.flush(partial_records());
}

void Ledger::flush_if_due() {
    const std::unique_lock lock(flushing_, std::try_to_lock);
    if (lock.owns_lock() && shards_.is_due()) shards_.flush(partial_records());
}

}  // namespace killshot
