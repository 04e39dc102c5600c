/// The rows of all variables that are written scenario by scenario, on their way into the file.
///
/// They are kept and written some scenarios at a time: a write costs the HDF5 library as much for one row as for a
/// few. Verified by tests/results/writer_test.cpp.
#pragma once

#include <cstddef>
#include <vector>

#include "results/h5/hdf5.hpp"
#include "results/schema/schema.hpp"

namespace killshot {

/// Throws std::logic_error unless these are n values of the variable's type.
void require_values(const schema::Variable& variable, const schema::Values& values, std::size_t n);

class RowWriter {
  public:
    /// variable: lent, with FromScenario.
    void add(const schema::Variable& variable, hdf5::Id dataset);

    /// The row of a scenario, in whatever order they come.
    void put(std::size_t scenario, const schema::ScenarioFacts& facts);
    /// The row of a scenario that failed: what its variables do not say by themselves. After put().
    void put_failed(std::size_t scenario);
    /// Everything that is kept, into the file.
    void write();

    /// As hdf5::Id's.
    void close() { columns_.clear(); }
    void abandon();

  private:
    struct Column {
        const schema::Variable* variable;
        hdf5::Id dataset;
        std::size_t row_length;
        schema::Values kept;  // of n_kept_ rows
    };
    std::vector<Column> columns_;
    std::size_t first_kept_ = 0, n_kept_ = 0;  // scenarios
};

}  // namespace killshot
