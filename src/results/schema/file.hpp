/// A result file opened for reading: every variable is compared with the schema before a byte of it is read.
///
/// Throws Error (no HDF5 file, another schema) or hdf5::Failure (damage), which the reader puts into words.
/// Verified by tests/results/reader_test.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "results/h5/hdf5.hpp"
#include "results/schema/schema.hpp"

namespace killshot {

class SchemaFile {
  public:
    /// Opens the file and checks its schema's version, its axes, and the type and shape of every variable of the
    /// root.
    explicit SchemaFile(const std::string& path);

    [[nodiscard]] std::size_t length(schema::Dimension dimension) const {
        return lengths_[static_cast<std::size_t>(dimension)];
    }

    /// All of a variable, or of a coordinate, of the root.
    template <class Value>
    [[nodiscard]] std::vector<Value> whole(std::string_view name) const {
        return whole<Value>(variable(name));
    }
    template <class Value>
    [[nodiscard]] std::vector<Value> whole(schema::Dimension dimension) const {
        return whole<Value>(schema::coordinate(dimension));
    }

    /// A scenario's part of a variable of the root.
    template <class Value>
    [[nodiscard]] std::vector<Value> row(std::string_view name, int scenario) const {
        const schema::Variable& of = variable(name);
        return std::get<std::vector<Value>>(hdf5::read_row(open(of), of.type, static_cast<hsize_t>(scenario)));
    }

    /// All of a variable of another group, which has to be there.
    template <class Value>
    [[nodiscard]] std::vector<Value> whole(schema::Group group, std::string_view name) const {
        return whole<Value>(variable(name, group));
    }
    [[nodiscard]] bool has(schema::Group group) const {
        return hdf5::has_link(file_, std::string(schema::name_of(group)));
    }

    /// An attribute of a group that has to be there.
    [[nodiscard]] std::string text(schema::Group group, const std::string& name) const;
    [[nodiscard]] double real(const std::string& name) const { return hdf5::read_real_attribute(file_, name); }
    [[nodiscard]] std::uint64_t unsigned_integer(const std::string& name) const {
        return hdf5::read_unsigned_attribute(file_, name);
    }

  private:
    template <class Value>
    [[nodiscard]] std::vector<Value> whole(const schema::Variable& of) const {
        return std::get<std::vector<Value>>(hdf5::read(open(of), of.type));
    }

    static const schema::Variable& variable(std::string_view name, schema::Group group = schema::Group::root);

    /// The dataset, with the type and shape that it has in the schema.
    [[nodiscard]] hdf5::Id open(const schema::Variable& of) const;
    void require_version(const std::string& path) const;
    void read_lengths();

    hdf5::Id file_;
    std::array<std::size_t, schema::n_dimensions> lengths_{};
};

}  // namespace killshot
