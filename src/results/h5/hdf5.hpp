/// HDF5's C API with owners and exceptions: what fails throws Failure with the innermost reason that the library
/// gives.
///
/// The library prints nothing. Verified by tests/results/writer_test.cpp and reader_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <hdf5.h>

#include "results/schema/schema.hpp"

namespace killshot::hdf5 {

/// What the library, or a check of what it returned, found wrong. Callers turn it into an Error that names the file.
class Failure : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Passes a result on, or throws Failure with the innermost entry of the library's error stack where it is negative.
template <class Result>
Result checked(Result result);

/// Owner of an identifier.
class Id {
  public:
    using Close = herr_t (*)(hid_t);

    Id() = default;
    Id(hid_t id, Close close_by) : id_(checked(id)), close_(close_by) {}
    Id(Id&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)), close_(other.close_) {}
    Id& operator=(Id&& other) noexcept {
        std::swap(id_, other.id_);
        std::swap(close_, other.close_);
        return *this;
    }
    ~Id() {
        if (id_ >= 0) close_(id_);
    }

    operator hid_t() const { return id_; }

    /// Closes now, and says so when it fails: a file's last bytes are written here.
    void close() { checked(close_(std::exchange(id_, H5I_INVALID_HID))); }
    /// Never closes: after a failed write the library must not be asked for this file again.
    void abandon() { id_ = H5I_INVALID_HID; }

  private:
    hid_t id_ = H5I_INVALID_HID;
    Close close_ = nullptr;
};

/// Keeps the library from printing its errors, which are thrown. Holds for the calling thread; creating or opening a
/// file does it too.
void silence();

using Lengths = std::vector<hsize_t>;

/// Groups remember the order in which they were filled, so that tools list it.
[[nodiscard]] Id create_file(const std::string& path);
[[nodiscard]] Id open_file(const std::string& path);
[[nodiscard]] Id create_group(hid_t parent, const std::string& name);

/// chunk: empty for contiguous, else shuffled and compressed. has_fill: rows that nobody writes read as missing.
struct Storage {
    Lengths chunk = {};
    bool has_fill = false;
};
/// With a _FillValue attribute where it has a fill. No lengths: a scalar.
[[nodiscard]] Id create_dataset(hid_t parent, const std::string& name, schema::Type type, const Lengths& lengths,
                                const Storage& storage);

void write(hid_t dataset, const schema::Values& values);
/// Rows `first` to `first + n - 1` of the first axis.
void write_rows(hid_t dataset, hsize_t first, hsize_t n, const schema::Values& values);

using AttributeValue = std::variant<std::string, double, std::uint64_t, std::vector<std::int8_t>>;
void write_attribute(hid_t object, const std::string& name, const AttributeValue& value);

[[nodiscard]] bool has_link(hid_t parent, const std::string& name);
[[nodiscard]] bool has_attribute(hid_t object, const std::string& name);
[[nodiscard]] std::string read_text_attribute(hid_t object, const std::string& name);
[[nodiscard]] double read_real_attribute(hid_t object, const std::string& name);
[[nodiscard]] std::uint64_t read_unsigned_attribute(hid_t object, const std::string& name);

/// Opens a dataset; throws Failure unless it has the type. The caller checks the lengths before reading.
[[nodiscard]] Id open_dataset(hid_t parent, const std::string& name, schema::Type type);
[[nodiscard]] Lengths lengths_of(hid_t dataset);
[[nodiscard]] schema::Values read(hid_t dataset, schema::Type type);
[[nodiscard]] schema::Values read_row(hid_t dataset, schema::Type type, hsize_t index);

}  // namespace killshot::hdf5
