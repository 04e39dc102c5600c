/// Writes the variables that have one row per scenario, several scenarios at a time: in the HDF5 library, writing a few
/// rows costs no more than writing one. Verified by tests/results/writer_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "results/h5/hdf5.hpp"
#include "results/schema/schema.hpp"

namespace killshot {

/// Throws std::logic_error unless there are n values, of the variable's type.
void require_values(const schema::Variable& variable, const schema::Values& values, std::size_t n);

/// One scenario as a result file stores it, without its comparison with the first scenario.
struct ResultRow {
    std::uint64_t digest{};
    std::vector<double> p_kill;  // of each network
    schema::KilledPaths killed;
    std::vector<schema::Values> values;  // of each variable with FromScenario that the file has
};

class RowWriter {
  public:
    /// Takes a dataset into which rows are written. The variable is lent.
    void add(const schema::Variable& variable, hdf5::Id dataset);

    /// The values of every variable with FromScenario. Safe from any thread once all variables are added.
    [[nodiscard]] std::vector<schema::Values> values(const schema::ScenarioFacts& facts) const;
    /// Writes the row of a scenario, now or later, in whatever order they come.
    void put(std::size_t scenario, ResultRow row, const schema::PairFacts& pair);
    /// Marks the row of a scenario that failed, as far as missing values do not say so. Call write() before.
    void put_failed(std::size_t scenario);
    /// Writes all rows that were collected.
    void write();

    /// As those of hdf5::Id.
    void close() { columns_.clear(); }
    void abandon();

  private:
    struct Column {
        const schema::Variable* variable;
        hdf5::Id dataset;
        std::size_t row_length;
        schema::Values pending;  // n_pending_ rows
    };
    std::vector<Column> columns_;
    std::size_t first_pending_ = 0, n_pending_ = 0;  // scenarios
};

}  // namespace killshot
