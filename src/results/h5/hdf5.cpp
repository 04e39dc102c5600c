#include "results/h5/hdf5.hpp"

#include <limits>
#include <numeric>
#include <string_view>
#include <type_traits>

namespace killshot::hdf5 {

namespace {

using schema::Type;
using schema::Values;

/// The library describes a failed write by a list of all it knows; a person needs the system's own message in it.
std::string without_details(std::string_view description) {
    constexpr std::string_view before = "error message = '";
    const std::size_t found = description.find(before);
    if (found == std::string_view::npos) return std::string(description);
    const std::string_view message = description.substr(found + before.size());
    return std::string(message.substr(0, message.find('\'')));
}

std::string innermost_reason() {
    std::string reason;
    const auto note = [](unsigned depth, const H5E_error2_t* entry, void* out) -> herr_t {
        if (depth == 0 && entry->desc != nullptr) *static_cast<std::string*>(out) = without_details(entry->desc);
        return 0;
    };
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, note, &reason);
    H5Eclear2(H5E_DEFAULT);
    return reason.empty() ? "the HDF5 library gives no reason" : reason;
}

Id space_of(const Lengths& lengths) {
    if (lengths.empty()) return {H5Screate(H5S_SCALAR), H5Sclose};
    return {H5Screate_simple(static_cast<int>(lengths.size()), lengths.data(), nullptr), H5Sclose};
}

/// The value, in memory, where nothing is written: what stands for missing values or, of counts and bits, 0. Text has
/// none: it is empty.
template <class Use>
void with_fill(Type type, Use use) {
    switch (type) {
        case Type::int8:
            use(schema::missing_int8);
            break;
        case Type::int32:
            use(schema::missing_int32);
            break;
        case Type::int64:
            use(std::int64_t{0});
            break;
        case Type::float32:
            use(std::numeric_limits<float>::quiet_NaN());
            break;
        case Type::float64:
            use(std::numeric_limits<double>::quiet_NaN());
            break;
        case Type::uint8:
            use(std::uint8_t{0});
            break;
        case Type::text:
            break;
    }
}

/// Writes to the selected part of a dataset.
void write_selection(hid_t dataset, hid_t memory_space, hid_t file_space, const Values& values) {
    const hid_t type = memory_type(static_cast<Type>(values.index()));
    std::visit(
        [&](const auto& list) {
            using List = std::decay_t<decltype(list)>;
            if constexpr (std::is_same_v<List, std::vector<std::string>>) {
                std::vector<const char*> texts;
                for (const std::string& text : list) texts.push_back(text.c_str());
                checked(H5Dwrite(dataset, type, memory_space, file_space, H5P_DEFAULT, texts.data()));
            } else {
                checked(H5Dwrite(dataset, type, memory_space, file_space, H5P_DEFAULT, list.data()));
            }
        },
        values);
}

}  // namespace

template <class Result>
Result checked(Result result) {
    if (result < 0) throw Failure(innermost_reason());
    return result;
}
template hid_t checked(hid_t);
template int checked(int);

void silence() {
    // What is open is closed by its owners: the library's own exit handler crashes over a file that could not be
    // written.
    [[maybe_unused]] static const herr_t once = H5dont_atexit();
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

/// Made once, for as long as the process runs.
static hid_t text_type() {
    static const hid_t text = [] {
        const hid_t type = checked(H5Tcopy(H5T_C_S1));
        checked(H5Tset_size(type, H5T_VARIABLE));
        checked(H5Tset_cset(type, H5T_CSET_UTF8));
        return type;
    }();
    return text;
}

hid_t stored_type(Type type) {
    switch (type) {
        case Type::int8:
            return H5T_STD_I8LE;
        case Type::uint8:
            return H5T_STD_U8LE;
        case Type::int32:
            return H5T_STD_I32LE;
        case Type::int64:
            return H5T_STD_I64LE;
        case Type::float32:
            return H5T_IEEE_F32LE;
        case Type::float64:
            return H5T_IEEE_F64LE;
        case Type::text:
            break;
    }
    return text_type();
}

hid_t memory_type(Type type) {
    switch (type) {
        case Type::int8:
            return H5T_NATIVE_INT8;
        case Type::uint8:
            return H5T_NATIVE_UINT8;
        case Type::int32:
            return H5T_NATIVE_INT32;
        case Type::int64:
            return H5T_NATIVE_INT64;
        case Type::float32:
            return H5T_NATIVE_FLOAT;
        case Type::float64:
            return H5T_NATIVE_DOUBLE;
        case Type::text:
            break;
    }
    return text_type();
}

std::size_t volume(const Lengths& lengths) {
    return std::accumulate(lengths.begin(), lengths.end(), std::size_t{1}, [](std::size_t product, hsize_t length) {
        return product * static_cast<std::size_t>(length);
    });
}

Lengths lengths_of(hid_t dataset) {
    const Id space(H5Dget_space(dataset), H5Sclose);
    const int rank = checked(H5Sget_simple_extent_ndims(space));
    Lengths lengths(static_cast<std::size_t>(rank));
    if (rank > 0) checked(H5Sget_simple_extent_dims(space, lengths.data(), nullptr));
    return lengths;
}

RowSpaces::RowSpaces(hid_t dataset, hsize_t first_row, hsize_t n_rows) : file(H5Dget_space(dataset), H5Sclose) {
    Lengths count = lengths_of(dataset), first(count.size(), 0);
    if (count.empty() || first_row >= count[0] || n_rows > count[0] - first_row)
        throw Failure("a row lies outside its dataset");
    first[0] = first_row;
    count[0] = n_rows;
    checked(H5Sselect_hyperslab(file, H5S_SELECT_SET, first.data(), nullptr, count.data(), nullptr));
    n = volume(count);
    memory = space_of(count);  // a memory space of another shape would make the library copy element by element
}

Id create_file(const std::string& path) {
    silence();
    const Id creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose), access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    checked(H5Pset_link_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED));
    checked(H5Pset_fclose_degree(access, H5F_CLOSE_STRONG));
    checked(
        H5Pset_file_locking(access, false, true));  // its owner holds a lock, which over NFS is in the library's way
    return {H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation, access), H5Fclose};
}

Id create_group(hid_t parent, const std::string& name) {
    const Id creation(H5Pcreate(H5P_GROUP_CREATE), H5Pclose);
    checked(H5Pset_link_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED));
    return {H5Gcreate2(parent, name.c_str(), H5P_DEFAULT, creation, H5P_DEFAULT), H5Gclose};
}

Id create_dataset(hid_t parent, const std::string& name, Type type, const Lengths& lengths, const Storage& storage) {
    const Id creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    Id access;
    checked(H5Pset_attr_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED));
    checked(H5Pset_obj_track_times(creation, false));  // the same run gives the same bytes
    const hid_t stored = stored_type(type);
    with_fill(type, [&](auto value) { checked(H5Pset_fill_value(creation, memory_type(type), &value)); });
    if (!storage.chunk.empty()) {
        checked(H5Pset_chunk(creation, static_cast<int>(storage.chunk.size()), storage.chunk.data()));
        checked(H5Pset_shuffle(creation));
        checked(H5Pset_deflate(creation, static_cast<unsigned>(storage.deflate_level)));
        access = {H5Pcreate(H5P_DATASET_ACCESS), H5Pclose};
        // Scenarios come in order, so one chunk in memory is enough: each is compressed and written once, when full.
        checked(H5Pset_chunk_cache(access, 1, volume(storage.chunk) * H5Tget_size(stored), 1.0));
    }
    Id dataset(H5Dcreate2(parent, name.c_str(), stored, space_of(lengths), H5P_DEFAULT, creation,
                          storage.chunk.empty() ? H5P_DEFAULT : hid_t{access}),
               H5Dclose);
    if (storage.has_fill) {
        with_fill(type, [&](auto value) {
            const Id space = space_of({1});
            const Id attribute(H5Acreate2(dataset, "_FillValue", stored, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
            checked(H5Awrite(attribute, memory_type(type), &value));
        });
    }
    return dataset;
}

void write(hid_t dataset, const Values& values) { write_selection(dataset, H5S_ALL, H5S_ALL, values); }

void write_rows(hid_t dataset, hsize_t first, hsize_t n, const Values& values) {
    const RowSpaces rows(dataset, first, n);
    write_selection(dataset, rows.memory, rows.file, values);
}

void write_chunk(hid_t dataset, hsize_t first_row, std::string_view bytes) {
    Lengths offset(lengths_of(dataset).size(), 0);
    offset.at(0) = first_row;
    checked(H5Dwrite_chunk(dataset, H5P_DEFAULT, 0, offset.data(), bytes.size(), bytes.data()));
}

void write_attribute(hid_t object, const std::string& name, const AttributeValue& value) {
    const auto put = [&](hid_t type, const Lengths& lengths, const void* data) {
        const Id attribute(H5Acreate2(object, name.c_str(), type, space_of(lengths), H5P_DEFAULT, H5P_DEFAULT),
                           H5Aclose);
        checked(H5Awrite(attribute, type, data));
    };
    if (const auto* text = std::get_if<std::string>(&value)) {
        const char* characters = text->c_str();
        put(text_type(), {}, &characters);
    } else if (const auto* real = std::get_if<double>(&value)) {
        put(H5T_NATIVE_DOUBLE, {1}, real);
    } else if (const auto* integer = std::get_if<std::uint64_t>(&value)) {
        put(H5T_NATIVE_UINT64, {1}, integer);
    } else {
        const auto& flags = std::get<std::vector<std::int8_t>>(value);
        put(H5T_NATIVE_INT8, {flags.size()}, flags.data());
    }
}

}  // namespace killshot::hdf5
