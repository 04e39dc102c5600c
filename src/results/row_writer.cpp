#include "results/row_writer.hpp"

#include <stdexcept>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace killshot {

namespace {

using schema::Type;
using schema::Values;
using schema::Variable;

constexpr std::size_t max_pending = 16;  // scenarios: some 2 MB

std::size_t size_of(const Values& values) {
    return std::visit([](const auto& list) { return list.size(); }, values);
}

void append(Values& to, Values&& values) {
    std::visit(
        [&](auto& list) {
            auto& more = std::get<std::decay_t<decltype(list)>>(values);
            list.insert(list.end(), std::move_iterator(more.begin()), std::move_iterator(more.end()));
        },
        to);
}

void clear(Values& values) {
    std::visit([](auto& list) { list.clear(); }, values);
}

}  // namespace

void require_values(const Variable& variable, const Values& values, std::size_t n) {
    if (values.index() == static_cast<std::size_t>(variable.type) && size_of(values) == n) return;
    throw std::logic_error(fmt::format("variable {} has {} values of type {} instead of {} of type {}", variable.name,
                                       size_of(values), schema::name_of(static_cast<Type>(values.index())), n,
                                       schema::name_of(variable.type)));
}

void RowWriter::add(const Variable& variable, hdf5::Id dataset) {
    const hdf5::Lengths lengths = hdf5::lengths_of(dataset);
    std::size_t row_length = 1;
    for (std::size_t axis = 1; axis < lengths.size(); ++axis) row_length *= static_cast<std::size_t>(lengths[axis]);
    columns_.push_back({&variable, std::move(dataset), row_length, {}});
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

void RowWriter::put(std::size_t scenario, ResultRow row, const schema::PairFacts& pair) {
    if (n_pending_ == max_pending || scenario != first_pending_ + n_pending_) write();
    if (n_pending_ == 0) first_pending_ = scenario;
    ++n_pending_;
    auto next = row.values.begin();
    for (Column& column : columns_) {
        const auto* from_pair = std::get_if<schema::FromPair>(&column.variable->fill);
        Values values = from_pair != nullptr ? (*from_pair)(pair) : std::move(*next++);
        if (n_pending_ == 1)
            column.pending = std::move(values);
        else
            append(column.pending, std::move(values));
    }
}

void RowWriter::put_failed(std::size_t scenario) {
    for (const Column& column : columns_) {
        if (column.variable->type == Type::text)
            hdf5::write_rows(column.dataset, scenario, 1, std::vector<std::string>{""});
    }
}

void RowWriter::write() {
    if (n_pending_ == 0) return;
    for (Column& column : columns_) {
        require_values(*column.variable, column.pending, n_pending_ * column.row_length);
        hdf5::write_rows(column.dataset, first_pending_, n_pending_, column.pending);
        clear(column.pending);
    }
    n_pending_ = 0;
}

void RowWriter::abandon() {
    for (Column& column : columns_) column.dataset.abandon();
}

}  // namespace killshot
