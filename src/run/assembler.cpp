#include "run/assembler.hpp"

#include <variant>

#include "files/cpu_time.hpp"
#include "run/row_code.hpp"
#include "tables/tables.hpp"
#include "tables/tally_layout.hpp"

namespace killshot {

namespace {

constexpr std::size_t most_waiting_bytes = std::size_t{64} << 20U;

std::size_t bytes_of(const ResultRow& row) {
    std::size_t bytes = sizeof row;
    for (const auto& bits : row.killed.kill_bits) bytes += bits.size();
    for (const schema::Values& values : row.values)
        bytes += std::visit([](const auto& list) { return list.size() * sizeof(list[0]); }, values);
    return bytes;
}

}  // namespace

Summaries Assembler::summaries_of(const Scenario& scenario, const Tally& tally) const {
    return summarize(tally, summary_ranks(scenario, tally.row(Row::paths)[0]));
}

std::string Assembler::add(const PreparedScenario& prepared, const Tally& tally,
                           const std::optional<Summaries>& summaries, StopReason reason) {
    const Scenario& scenario = prepared.scenario;
    ResultRow row = writer_.make_row(scenario, prepared.tables.starts(), tally,
                                     summaries ? *summaries : summaries_of(scenario, tally), reason);
    std::string encoded = encode(row);
    const std::size_t bytes = bytes_of(row);
    const std::scoped_lock lock(waiting_mutex_);
    if (waiting_bytes_ + bytes <= most_waiting_bytes) {
        waiting_bytes_ += bytes;
        waiting_.emplace(prepared.number, std::move(row));
    }
    return encoded;
}

void Assembler::skip(std::int64_t scenario) {
    const std::scoped_lock lock(waiting_mutex_);
    skipped_.insert(scenario);
}

bool Assembler::is_skipped(std::int64_t scenario) {
    const std::scoped_lock lock(waiting_mutex_);
    return skipped_.contains(scenario);
}

void Assembler::write_ready_rows() {
    std::unique_lock lock(writing_, std::try_to_lock);
    if (!lock.owns_lock()) return;
    double begin = thread_cpu_seconds();
    const auto end_turn = [&] { writing_seconds_ += thread_cpu_seconds() - begin; };
    while (next_ < ensemble_.size()) {
        const std::int64_t n = next_;
        std::optional<ResultRow> row;
        if (!is_skipped(n) && !(row = row_of(n))) break;
        ++next_;
        if (!row) continue;
        if (std::optional<RowBlock> block = writer_.put_row(static_cast<int>(n), std::move(*row))) {
            end_turn();
            lock.unlock();  // meanwhile others may go on
            block->pack();
            lock.lock();
            begin = thread_cpu_seconds();
            writer_.write_block(std::move(*block));
        }
    }
    end_turn();
}

/// Nothing where the scenario is not finished.
std::optional<ResultRow> Assembler::row_of(std::int64_t n) {
    {
        const std::scoped_lock lock(waiting_mutex_);
        if (auto found = waiting_.extract(n)) {
            waiting_bytes_ -= bytes_of(found.mapped());
            return std::move(found.mapped());
        }
    }
    const std::optional<Record> record = shards_.get(n);
    if (!record || !record->is_finished) return std::nullopt;
    if (record->is_row) {
        ResultRow row = killshot::row_of(*record);
        if (!writer_.takes(row)) throw damaged(*record, "its row has other variables than the result");
        return row;
    }
    const Scenario scenario = ensemble_.scenario(n);
    const TableStorage<float> tables(scenario.inputs);
    const TallyPool::Loan tally = tallies_.lend(layout_of(scenario, scenario.paths));
    add_record(*record, *tally);
    tally->set_paths(record->paths());
    return writer_.make_row(scenario, tables.starts(), *tally, summaries_of(scenario, *tally), record->reason);
}

}  // namespace killshot
