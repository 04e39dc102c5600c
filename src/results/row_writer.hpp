/// Writes the variables that have one row per scenario, several scenarios at a time: in the HDF5 library, writing a few
/// rows costs no more than writing one. Verified by tests/results/writer_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
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

class RowWriter;

/// Rows that follow one another, on their way to the file.
class RowBlock {
  public:
    /// Does most of the work of writing: compares the scenarios with the first one, gathers the values of each variable
    /// and compresses what the file holds compressed. Safe from any thread, also while other blocks are written.
    void pack();

  private:
    friend class RowWriter;
    struct Column {
        const schema::Variable* variable;
        int deflate_level;      // 0: the file does not hold it in chunks of a block
        schema::Values values;  // once gathered
        std::string packed;     // in place of values, where compressed
    };
    void gather(ResultRow row, bool is_first);

    std::size_t first_ = 0, n_ = 0;  // scenarios
    const ResultFrame* frame_ = nullptr;
    const schema::KilledPaths* killed_in_first_ = nullptr;
    std::vector<ResultRow> rows_;  // until gathered
    std::vector<Column> columns_;
};

class RowWriter {
  public:
    /// Scenarios of a block, which is a chunk of the variables that are stored in chunks: some 2 MB.
    static constexpr std::size_t rows_per_block = 16;

    /// Takes a dataset into which rows are written. The variable is lent. deflate_level: of a dataset whose chunks are
    /// blocks; else 0.
    void add(const schema::Variable& variable, hdf5::Id dataset, int deflate_level);

    /// The values of every variable with FromScenario. Safe from any thread once all variables are added.
    [[nodiscard]] std::vector<schema::Values> values(const schema::ScenarioFacts& facts) const;
    /// Whether the row has the values of every variable with FromScenario.
    [[nodiscard]] bool takes(const ResultRow& row) const;
    /// Collects the row of a scenario, in whatever order they come. A block that is complete with it is returned, to be
    /// packed and written. frame and killed_in_first (null where the first scenario has failed or is the only one) have
    /// to live until then.
    [[nodiscard]] std::optional<RowBlock> put(std::size_t scenario, ResultRow row, const ResultFrame& frame,
                                              const schema::KilledPaths* killed_in_first);
    void write(RowBlock block);
    /// Marks the row of a scenario that failed, as far as missing values do not say so. Call write() before.
    void put_failed(std::size_t scenario);
    /// Writes all rows that were collected and not returned.
    void write();

    /// As those of hdf5::Id.
    void close() { columns_.clear(); }
    void abandon();

  private:
    struct Column {
        const schema::Variable* variable;
        hdf5::Id dataset;
        std::size_t row_length;
        int deflate_level;
    };
    [[nodiscard]] RowBlock new_block(std::size_t first) const;

    std::vector<Column> columns_;
    RowBlock pending_;
};

}  // namespace killshot
