/// A result file opened for reading: every variable is compared with the schema before it is read.
///
/// Throws Error if the file is not a result of this schema, and hdf5::Failure if it is damaged; the reader adds the
/// file's name. Verified by tests/results/reader_test.cpp and hostile_files_test.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "results/h5/read.hpp"
#include "results/schema/schema.hpp"

namespace killshot {

class SchemaFile {
  public:
    /// Opens the file and checks the schema's version and the lengths of its axes.
    explicit SchemaFile(const std::string& path);

    /// Opens every variable of the root, and those of other groups that the reader uses, and checks its type, shape and
    /// storage.
    void check_variables() const;

    [[nodiscard]] std::size_t length(schema::Dimension dimension) const {
        return lengths_[static_cast<std::size_t>(dimension)];
    }

    /// All values of a variable or coordinate.
    [[nodiscard]] schema::Values values(const schema::Variable& variable) const;
    template <class Value>
    [[nodiscard]] std::vector<Value> whole(std::string_view name) const {
        return whole<Value>(schema::Group::root, name);
    }
    template <class Value>
    [[nodiscard]] std::vector<Value> whole(schema::Group group, std::string_view name) const {
        return std::get<std::vector<Value>>(values(variable(group, name)));
    }
    template <class Value>
    [[nodiscard]] std::vector<Value> whole(schema::Dimension dimension) const {
        return std::get<std::vector<Value>>(values(schema::coordinate(dimension)));
    }
    /// The copy of a coordinate in a group.
    template <class Value>
    [[nodiscard]] std::vector<Value> whole(schema::Group group, schema::Dimension dimension) const {
        schema::Variable copy = schema::coordinate(dimension);
        copy.group = group;
        return std::get<std::vector<Value>>(values(copy));
    }

    /// A scenario's row of a variable.
    template <class Value>
    [[nodiscard]] std::vector<Value> row(std::string_view name, int scenario) const {
        return row<Value>(schema::Group::root, name, scenario);
    }
    template <class Value>
    [[nodiscard]] std::vector<Value> row(schema::Group group, std::string_view name, int scenario) const {
        return std::get<std::vector<Value>>(row_values(variable(group, name), scenario));
    }

    [[nodiscard]] Outputs outputs() const { return outputs_; }
    [[nodiscard]] bool has(schema::Dimension dimension) const {
        return hdf5::has_link(file_, std::string(schema::name_of(dimension)));
    }
    [[nodiscard]] bool has(schema::Group group) const {
        return hdf5::has_link(file_, std::string(schema::name_of(group)));
    }

    /// An attribute of a group, which has to be there.
    [[nodiscard]] std::string text(schema::Group group, const std::string& name) const;
    /// Attributes of the root.
    [[nodiscard]] double real(const std::string& name) const { return hdf5::read_real_attribute(file_, name); }
    [[nodiscard]] std::uint64_t unsigned_integer(const std::string& name) const {
        return hdf5::read_unsigned_attribute(file_, name);
    }

  private:
    static const schema::Variable& variable(schema::Group group, std::string_view name);
    [[nodiscard]] schema::Values row_values(const schema::Variable& variable, int scenario) const;
    [[nodiscard]] hdf5::Id open(const schema::Variable& variable) const;
    void require_version(const std::string& path) const;
    [[nodiscard]] Outputs read_outputs() const;
    void read_lengths();

    hdf5::Id file_;
    Outputs outputs_ = Outputs::all;
    std::array<std::size_t, schema::n_dimensions> lengths_{};
};

}  // namespace killshot
