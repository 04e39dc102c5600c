/// Writes the variables that have one row per scenario, several scenarios at a time: in the HDF5 library, writing a few
/// rows costs no more than writing one. Verified by tests/results/writer_test.cpp.
#pragma once

#include <cstddef>
#include <vector>

#include "results/h5/hdf5.hpp"
#include "results/schema/schema.hpp"

namespace killshot {

/// Throws std::logic_error unless there are n values, of the variable's type.
void require_values(const schema::Variable& variable, const schema::Values& values, std::size_t n);

class RowWriter {
  public:
    /// variable: with FromScenario; must outlive the writer.
    void add(const schema::Variable& variable, hdf5::Id dataset);

    /// Adds the row of a scenario; they may come in any order.
    void put(std::size_t scenario, const schema::ScenarioFacts& facts);
    /// Writes the row of a failed scenario after the last put(): texts are empty, other values stay missing.
    void put_failed(std::size_t scenario);
    /// Writes the rows that are pending.
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
