/// Reads HDF5 files that anyone may have written.
///
/// HDF5 1.10 trusts a file: it follows links and storage out of it, reads past the end of a chunk that unpacks to less
/// than its size, and unpacks a small chunk to gigabytes. So everything is compared with what the writer makes (link,
/// type, shape, storage, filters) before it is read, and chunks are unpacked here. The library itself still parses the
/// file's headers, the index of chunks and texts; results/child_check.hpp guards against its crashes there.
/// Verified by tests/results/hostile_files_test.cpp.
#pragma once

#include <cstdint>
#include <string>

#include "results/h5/hdf5.hpp"

namespace killshot::hdf5 {

/// Opens a file for reading.
[[nodiscard]] Id open_file(const std::string& path);

/// Whether the object has a member of this name, of whatever kind.
[[nodiscard]] bool has_link(hid_t parent, const std::string& name);
/// Opens a member of the file itself; throws Failure if the name is a link to another place.
[[nodiscard]] Id open_group(hid_t parent, const std::string& name);

/// Opens a dataset of this type and shape, stored as the writer stores it; throws Failure if anything differs.
[[nodiscard]] Id open_dataset(hid_t parent, const std::string& name, schema::Type type, const Lengths& lengths);
/// The length of a dataset of one axis. Throws Failure if it is of another type or has other axes.
[[nodiscard]] hsize_t length_of_list(hid_t parent, const std::string& name, schema::Type type);

/// Looks up every chunk of a dataset in the file's index, without reading it.
void check_chunks(hid_t dataset, schema::Type type);

/// All of a dataset that open_dataset() has opened, and rows of its first axis.
[[nodiscard]] schema::Values read(hid_t dataset, schema::Type type);
[[nodiscard]] schema::Values read_rows(hid_t dataset, schema::Type type, hsize_t first, hsize_t n);

[[nodiscard]] bool has_attribute(hid_t object, const std::string& name);
[[nodiscard]] std::string read_text_attribute(hid_t object, const std::string& name);
[[nodiscard]] double read_real_attribute(hid_t object, const std::string& name);
[[nodiscard]] std::uint64_t read_unsigned_attribute(hid_t object, const std::string& name);

}  // namespace killshot::hdf5
