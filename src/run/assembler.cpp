#include "run/assembler.hpp"

#include "tables/tables.hpp"
#include "tables/tally_layout.hpp"

namespace killshot {

void Assembler::skip(std::int64_t scenario) {
    const std::scoped_lock lock(skipping_);
    skipped_.insert(scenario);
}

bool Assembler::is_skipped(std::int64_t scenario) {
    const std::scoped_lock lock(skipping_);
    return skipped_.contains(scenario);
}

void Assembler::write_ready_rows() {
    const std::unique_lock lock(writing_, std::try_to_lock);
    if (!lock.owns_lock()) return;
    for (; next_ < batch_.size(); ++next_) {
        if (is_skipped(next_)) continue;
        const std::optional<Record> record = shards_.get(next_);
        if (!record || !record->is_finished) return;
        write_row(*record);
    }
}

void Assembler::write_row(const Record& record) {
    const Scenario scenario = batch_.scenario(record.scenario);
    const TableStorage<float> tables(scenario.inputs);
    const TallyPool::Loan tally = tallies_.lend(layout_of(scenario, scenario.paths));
    add_record(record, *tally);
    tally->set_paths(record.paths());
    writer_.write_scenario(static_cast<int>(record.scenario), scenario, tables.starts(), *tally, record.reason);
}

}  // namespace killshot
