#include "run/ledger.hpp"

#include <algorithm>
#include <bit>

#include "run/stopping.hpp"
#include "run/tally_code.hpp"
#include "tables/tally_layout.hpp"

namespace killshot {

namespace {

constexpr std::int64_t slice_unit = std::int64_t{1} << 16, most_slices = 1024;

}  // namespace

std::int64_t slice_paths(std::int64_t paths) {
    const std::int64_t units = (paths + slice_unit - 1) / slice_unit;
    const auto units_of_one = static_cast<std::uint64_t>((units + most_slices - 1) / most_slices);
    return slice_unit * static_cast<std::int64_t>(std::bit_ceil(units_of_one));
}

Ledger::Ledger(const Ensemble& batch, const ScenarioPaths& paths, const Request& request, Shards& shards,
               Assembler& assembler, OnFailure on_failure)
    : batch_(batch), paths_(paths), request_(request), shards_(shards), assembler_(assembler),
      on_failure_(std::move(on_failure)) {
    for (const Record& record : shards.known()) {
        known_.insert(record.scenario);
        // Opened at once, so that the next partial shard holds it again.
        if (!record.is_finished) open_[record.scenario] = open(record.scenario);
    }
}

/// What of the round's paths is not yet run, in slices.
void Ledger::open_round(Open& open) {
    const std::int64_t length = slice_paths(open.paths);
    std::int64_t first = 0;
    const auto add_gap = [&](std::int64_t end) {
        for (; first < end; first = std::min(end, first + length))
            open.to_do.push_back({first, std::min(end - first, length)});
    };
    for (const PathSlice& slice : open.record.slices) {
        add_gap(std::min(slice.first_path, open.target));
        first = slice.first_path + slice.n_paths;
    }
    add_gap(open.target);
}

/// All scenarios share networks, months and report dates.
TallyLayout Ledger::layout(const Open& open) const { return layout_of(batch_.base(), open.paths); }

Ledger::Open Ledger::open(std::int64_t scenario) const {
    Open open;
    open.paths = paths_.of(scenario);
    open.record.scenario = scenario;
    std::int64_t done = 0;
    if (known_.contains(scenario)) {
        open.record = shards_.get(scenario).value();
        open.tally.emplace(layout(open));
        add_record(open.record, *open.tally);
        if (open.record.slices.front().first_path == 0) done = open.record.slices.front().n_paths;
    }
    // The first slice ends its rounds itself.
    open.target = request_.target_se ? round_end(std::max(done, slice_paths(open.paths) - 1), open.paths) : open.paths;
    open_round(open);
    return open;
}

Ledger::Answer Ledger::poll_locked(Work& work) {
    if (stopped_) return Answer::none;
    for (auto& [scenario, open] : open_) {
        if (open.to_do.empty()) continue;
        work = {scenario, open.to_do.front()};
        open.to_do.pop_front();
        ++open.n_out;
        return Answer::work;
    }
    for (; next_scenario_ < batch_.size(); ++next_scenario_) {
        if (known_.contains(next_scenario_)) continue;
        Open& opened = open_[next_scenario_] = open(next_scenario_);
        work = {next_scenario_, opened.to_do.front()};
        opened.to_do.pop_front();
        ++opened.n_out;
        ++next_scenario_;
        return Answer::work;
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

void Ledger::take(WorkDone done) {
    const std::scoped_lock lock(mutex_);
    const auto found = open_.find(done.work.scenario);
    if (found == open_.end()) return;  // failed meanwhile
    Open& open = found->second;
    count(open, done);
    if (open.record.is_finished) {
        shards_.add(std::move(open.record));
        open_.erase(found);
    }
    changed_.notify_all();
}

void Ledger::finish(WorkDone done) {
    take(std::move(done));
    assembler_.write_ready_rows();
    flush_if_due();
}

/// Counts what was done to the scenario, and finds out whether that was the last of it.
void Ledger::count(Open& open, WorkDone& done) {
    Record& record = open.record;
    --open.n_out;
    paths_run_ += done.work.slice.n_paths;
    record.key = done.key;
    add_slice(record.slices, done.work.slice);
    if (done.is_enough || done.work.slice.n_paths == open.paths) {
        if (done.is_enough) record.reason = StopReason::target_se;
        record.is_finished = true;
        record.tally = std::move(done.tally);
        return;
    }
    if (!open.tally) open.tally.emplace(layout(open));
    add_encoded(done.tally, *open.tally);
    if (round_is_over(open)) {
        record.is_finished = true;
        record.tally = encode(*open.tally);
    }
}

/// Whether the scenario is done; else its next round is opened where this one is over.
bool Ledger::round_is_over(Open& open) {
    if (!open.to_do.empty() || open.n_out > 0) return false;
    const bool is_enough = request_.target_se && largest_kill_error(*open.tally) < *request_.target_se;
    if (is_enough) open.record.reason = StopReason::target_se;
    if (is_enough || open.target == open.paths) return true;
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
    assembler_.skip(scenario);
    assembler_.write_ready_rows();
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
        records.back().tally = encode(*open.tally);
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
