/// HDF5's C API with owners and exceptions: a call that fails throws Failure with the innermost reason that the library
/// gives, and the library prints nothing. Reading is in results/h5/read.hpp.
///
/// Verified by tests/results/writer_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <hdf5.h>

#include "results/schema/schema.hpp"

namespace killshot::hdf5 {

/// What the library, or a check of a file's content, found wrong. Callers turn it into an Error that names the file.
class Failure : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Returns `result`, or throws Failure with the innermost entry of the library's error stack if it is negative.
template <class Result>
Result checked(Result result);

/// Owner of an identifier.
class Id {
  public:
    using Close = herr_t (*)(hid_t);

    Id() = default;
    Id(hid_t id, Close close_by) : id_(checked(id)), close_(close_by) {}
    Id(const Id&) = delete;
    Id& operator=(const Id&) = delete;
    Id(Id&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)), close_(other.close_) {}
    Id& operator=(Id&& other) noexcept {
        std::swap(id_, other.id_);
        std::swap(close_, other.close_);
        return *this;
    }
    ~Id() {
        if (id_ >= 0) close_(id_);
    }

    operator hid_t() const { return id_; }  // NOLINT(google-explicit-constructor): the library's functions take a hid_t

    /// Closes now and throws if that fails: closing a file writes its last bytes.
    void close() { checked(close_(std::exchange(id_, H5I_INVALID_HID))); }
    /// Gives up the identifier without closing it: after a failed write the library must not touch the file again.
    void abandon() { id_ = H5I_INVALID_HID; }

  private:
    hid_t id_ = H5I_INVALID_HID;
    Close close_ = nullptr;
};

/// Keeps the library from printing its errors, which are thrown. Holds for the calling thread; creating or opening a
/// file does it too.
void silence();

using Lengths = std::vector<hsize_t>;

/// Groups keep the order of creation, so that tools list their members in it.
[[nodiscard]] Id create_file(const std::string& path);
[[nodiscard]] Id create_group(hid_t parent, const std::string& name);

/// chunk: empty for contiguous storage; chunks are shuffled and deflated. has_fill: rows that are never written read
/// as missing.
struct Storage {
    Lengths chunk = {};
    bool has_fill = false;
    int deflate_level = 1;
};
/// A dataset with a fill also gets the attribute _FillValue. Without lengths it is a scalar.
[[nodiscard]] Id create_dataset(hid_t parent, const std::string& name, schema::Type type, const Lengths& lengths,
                                const Storage& storage);

void write(hid_t dataset, const schema::Values& values);
/// Rows `first` to `first + n - 1` of the first axis.
void write_rows(hid_t dataset, hsize_t first, hsize_t n, const schema::Values& values);

/// A whole chunk that begins at a row, already shuffled and deflated (results/h5/chunk.hpp).
void write_chunk(hid_t dataset, hsize_t first_row, std::string_view bytes);

using AttributeValue = std::variant<std::string, double, std::uint64_t, std::vector<std::int8_t>>;
void write_attribute(hid_t object, const std::string& name, const AttributeValue& value);

[[nodiscard]] Lengths lengths_of(hid_t dataset);
[[nodiscard]] std::size_t volume(const Lengths& lengths);

/// A type in the file, which is little-endian, and in this machine's memory. Both live as long as the process.
[[nodiscard]] hid_t stored_type(schema::Type type);
[[nodiscard]] hid_t memory_type(schema::Type type);

/// Rows `first` to `first + n_rows - 1` of a dataset's first axis: their dataspaces in the file and in memory.
struct RowSpaces {
    RowSpaces(hid_t dataset, hsize_t first, hsize_t n_rows);
    Id file, memory;
    std::size_t n = 0;  // elements
};

}  // namespace killshot::hdf5
