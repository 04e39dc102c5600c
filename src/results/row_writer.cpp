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

}  // namespace

void require_values(const Variable& variable, const Values& values, std::size_t n) {
    if (values.index() == static_cast<std::size_t>(variable.type) && size_of(values) == n) return;
    throw std::logic_error(fmt::format("variable {} has {} values of type {} instead of {} of type {}", variable.name,
                                       size_of(values), schema::name_of(static_cast<Type>(values.index())), n,
                                       schema::name_of(variable.type)));
}

void RowBlock::pack() {
    if (n != RowWriter::rows_per_block || first % RowWriter::rows_per_block != 0) return;  // it is not a whole chunk
    for (Column& column : columns) {
        if (column.deflate_level == 0) continue;
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

RowBlock RowWriter::new_block(std::size_t first) const {
    RowBlock block;
    block.first = first;
    for (const Column& column : columns_) block.columns.push_back({{}, column.deflate_level, {}});
    return block;
}

std::optional<RowBlock> RowWriter::put(std::size_t scenario, ResultRow row, const schema::PairFacts& pair) {
    if (scenario != pending_.first + pending_.n) write();
    if (pending_.n == 0) pending_ = new_block(scenario);
    ++pending_.n;
    auto next = row.values.begin();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const auto* from_pair = std::get_if<schema::FromPair>(&columns_[i].variable->fill);
        append(pending_.columns[i].values, from_pair != nullptr ? (*from_pair)(pair) : std::move(*next++),
               rows_per_block);
    }
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
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const Column& column = columns_[i];
        if (!block.columns[i].packed.empty()) {
            hdf5::write_chunk(column.dataset, block.first, block.columns[i].packed);
            continue;
        }
        require_values(*column.variable, block.columns[i].values, block.n * column.row_length);
        hdf5::write_rows(column.dataset, block.first, block.n, block.columns[i].values);
    }
}

void RowWriter::write() {
    if (pending_.n > 0) write(std::exchange(pending_, RowBlock()));
}

void RowWriter::abandon() {
    for (Column& column : columns_) column.dataset.abandon();
}

}  // namespace killshot
