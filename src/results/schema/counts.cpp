#include <stdexcept>
#include <string>

#include "results/schema/tables.hpp"

namespace killshot::schema {

namespace {

std::vector<Dimension> dimensions_of(Row row) {
    std::vector<Dimension> dimensions{Dimension::scenario};
    for (const Axis axis : info(row).axes) {
        switch (axis) {
            case Axis::network:
                dimensions.push_back(Dimension::project);
                break;
            case Axis::killed:
                dimensions.push_back(Dimension::killed);
                break;
            case Axis::month:
                dimensions.push_back(Dimension::month);
                break;
            case Axis::date:
                dimensions.push_back(Dimension::time);
                break;
            case Axis::stance:
                dimensions.push_back(Dimension::stance);
                break;
            case Axis::cause:
                dimensions.push_back(Dimension::cause);
                break;
            case Axis::reading:
                dimensions.push_back(Dimension::reading);
                break;
            case Axis::exit_mask:
                dimensions.push_back(Dimension::exit_mask);
                break;
            case Axis::none:
                break;
            default:
                throw std::logic_error(std::string("row ") + info(row).name + " has an axis unknown to the file");
        }
    }
    return dimensions;
}

FromScenario counts(Row row) {
    return [row](const ScenarioFacts& facts) {
        const auto integers = facts.tally.row(row);
        return Values(std::vector<std::int64_t>(integers.begin(), integers.end()));
    };
}

}  // namespace

void add_counts(std::vector<Variable>& table) {
    const Adder add(table, Group::root);
    for (int r = 0; r < n_rows; ++r) {
        const auto row = static_cast<Row>(r);
        if (!is_variable(row)) continue;
        Variable& variable = add(info(row).name, dimensions_of(row), Type::int64, info(row).description, counts(row));
        variable.units = info(row).kind == RowKind::months ? "month" : "1";
        variable.with_kills = row == Row::paths || row == Row::n_K1_held || row == Row::n_killed;
    }
}

}  // namespace killshot::schema
