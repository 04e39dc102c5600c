#include "results/row_writer.hpp"

#include <stdexcept>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "results/h5/chunk.hpp"

namespace killshot {

namespace {

using schema::Type;
using schema::Values;
using schema::Variable;

std::size_t size_of(const Values& values) {
    return std::visit([](const auto& list) { return list.size(); }, values);
}

void append(Values& to, Values&& values, std::size_t room) {
    std::visit(
        [&]<class List>(List& more) {
            if (!std::holds_alternative<List>(to)) to = List();
            auto& list = std::get<List>(to);
            if (list.empty()) list.reserve(room * more.size());
            list.insert(list.end(), std::move_iterator(more.begin()), std::move_iterator(more.end()));
        },
        values);
}

bool has_values(const Variable& variable, const Values& values, std::size_t n) {
    return values.index() == static_cast<std::size_t>(variable.type) && size_of(values) == n;
}

}  // namespace

void require_values(const Variable& variable, const Values& values, std::size_t n) {
    if (has_values(variable, values, n)) return;
    throw std::logic_error(fmt::format("variable {} has {} values of type {} instead of {} of type {}", variable.name,
                                       size_of(values), schema::name_of(static_cast<Type>(values.index())), n,
                                       schema::name_of(variable.type)));
}

void RowBlock::gather(ResultRow row, bool is_first) {
    const schema::PairFacts pair{*frame_, row.killed, killed_in_first_, is_first};
    auto next = row.values.begin();
    for (Column& column : columns_) {
        const auto* from_pair = std::get_if<schema::FromPair>(&column.variable->fill);
        append(column.values, from_pair != nullptr ? (*from_pair)(pair) : std::move(*next++), n_);
    }
}

void RowBlock::pack() {
    bool is_first = first_ == 0;
    for (ResultRow& row : std::exchange(rows_, {})) gather(std::move(row), std::exchange(is_first, false));
    if (n_ != RowWriter::rows_per_block || first_ % RowWriter::rows_per_block != 0) return;  // it is not a whole chunk
    for (Column& column : columns_) {
        if (column.deflate_level == 0 || !column.packed.empty()) continue;
        column.packed = hdf5::pack_chunk(column.values, column.deflate_level);
        if (!column.packed.empty()) column.values = Values();
    }
}

void RowWriter::add(const Variable& variable, hdf5::Id dataset, int deflate_level) {
    const hdf5::Lengths lengths = hdf5::lengths_of(dataset);
    std::size_t row_length = 1;
    for (std::size_t axis = 1; axis < lengths.size(); ++axis) row_length *= static_cast<std::size_t>(lengths[axis]);
    columns_.push_back({&variable, std::move(dataset), row_length, deflate_level});
}

std::vector<Values> RowWriter::values(const schema::ScenarioFacts& facts) const {
    std::vector<Values> all;
    for (const Column& column : columns_) {
        const auto* from_scenario = std::get_if<schema::FromScenario>(&column.variable->fill);
        if (from_scenario == nullptr) continue;
        all.push_back((*from_scenario)(facts));
        require_values(*column.variable, all.back(), column.row_length);
    }
    return all;
}

bool RowWriter::takes(const ResultRow& row) const {
    auto next = row.values.begin();
    for (const Column& column : columns_) {
        if (!std::holds_alternative<schema::FromScenario>(column.variable->fill)) continue;
        if (next == row.values.end() || !has_values(*column.variable, *next++, column.row_length)) return false;
    }
    return next == row.values.end();
}

RowBlock RowWriter::new_block(std::size_t first) const {
    RowBlock block;
    block.first_ = first;
    for (const Column& column : columns_) block.columns_.push_back({column.variable, column.deflate_level, {}, {}});
    return block;
}

std::optional<RowBlock> RowWriter::put(std::size_t scenario, ResultRow row, const ResultFrame& frame,
                                       const schema::KilledPaths* killed_in_first) {
    if (scenario != pending_.first_ + pending_.n_) write();
    if (pending_.n_ == 0) pending_ = new_block(scenario);
    ++pending_.n_;
    pending_.frame_ = &frame;
    pending_.killed_in_first_ = killed_in_first;
    pending_.rows_.push_back(std::move(row));
    // A block ends where a chunk does.
    if ((scenario + 1) % rows_per_block != 0) return std::nullopt;
    return std::exchange(pending_, RowBlock());
}

void RowWriter::put_failed(std::size_t scenario) {
    for (const Column& column : columns_) {
        if (column.variable->type == Type::text)
            hdf5::write_rows(column.dataset, scenario, 1, std::vector<std::string>{""});
    }
}

void RowWriter::write(RowBlock block) {
    block.pack();  // unless that was done on another thread
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const Column& column = columns_[i];
        const RowBlock::Column& packed = block.columns_[i];
        if (!packed.packed.empty()) {
            hdf5::write_chunk(column.dataset, block.first_, packed.packed);
            continue;
        }
        require_values(*column.variable, packed.values, block.n_ * column.row_length);
        hdf5::write_rows(column.dataset, block.first_, block.n_, packed.values);
    }
}

void RowWriter::write() {
    if (pending_.n_ > 0) write(std::exchange(pending_, RowBlock()));
}

void RowWriter::abandon() {
    for (Column& column : columns_) column.dataset.abandon();
}

}  // namespace killshot
