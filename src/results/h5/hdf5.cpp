#include "results/h5/hdf5.hpp"

#include <limits>
#include <numeric>
#include <string_view>
#include <type_traits>

namespace killshot::hdf5 {

namespace {

using schema::Type;
using schema::Values;

/// The library words a failed write as a list of everything it knows; what a person needs is the system's own
/// message.
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

/// Made once, for as long as the process runs.
hid_t text_type() {
    static const hid_t text = [] {
        const hid_t type = checked(H5Tcopy(H5T_C_S1));
        checked(H5Tset_size(type, H5T_VARIABLE));
        checked(H5Tset_cset(type, H5T_CSET_UTF8));
        return type;
    }();
    return text;
}

/// In the file: little-endian whatever the machine.
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

/// As this machine has it.
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

Id space_of(const Lengths& lengths) {
    if (lengths.empty()) return {H5Screate(H5S_SCALAR), H5Sclose};
    return {H5Screate_simple(static_cast<int>(lengths.size()), lengths.data(), nullptr), H5Sclose};
}

std::size_t volume(const Lengths& lengths) {
    return std::accumulate(lengths.begin(), lengths.end(), std::size_t{1}, [](std::size_t product, hsize_t length) {
        return product * static_cast<std::size_t>(length);
    });
}

/// The value of what is missing, in memory. Text has none: it is empty.
template <class Use>
void with_missing(Type type, Use use) {
    switch (type) {
        case Type::int8:
            use(schema::missing_int8);
            break;
        case Type::int32:
            use(schema::missing_int32);
            break;
        case Type::int64:
            use(schema::missing_int64);
            break;
        case Type::float32:
            use(std::numeric_limits<float>::quiet_NaN());
            break;
        case Type::float64:
            use(std::numeric_limits<double>::quiet_NaN());
            break;
        case Type::uint8:
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

template <class Value>
std::vector<Value> read_numbers(hid_t dataset, hid_t type, hid_t memory_space, hid_t file_space, std::size_t n) {
    std::vector<Value> numbers(n);
    checked(H5Dread(dataset, type, memory_space, file_space, H5P_DEFAULT, numbers.data()));
    return numbers;
}

std::vector<std::string> read_texts(hid_t dataset, hid_t type, hid_t memory_space, hid_t file_space, std::size_t n) {
    std::vector<char*> texts(n, nullptr);
    checked(H5Dread(dataset, type, memory_space, file_space, H5P_DEFAULT, texts.data()));
    std::vector<std::string> copies;
    for (char* text : texts) {
        copies.emplace_back(text == nullptr ? "" : text);
        H5free_memory(text);
    }
    return copies;
}

Values read_selection(hid_t dataset, Type type, hid_t memory_space, hid_t file_space, std::size_t n) {
    const hid_t memory = memory_type(type);
    switch (type) {
        case Type::int8:
            return read_numbers<std::int8_t>(dataset, memory, memory_space, file_space, n);
        case Type::uint8:
            return read_numbers<std::uint8_t>(dataset, memory, memory_space, file_space, n);
        case Type::int32:
            return read_numbers<std::int32_t>(dataset, memory, memory_space, file_space, n);
        case Type::int64:
            return read_numbers<std::int64_t>(dataset, memory, memory_space, file_space, n);
        case Type::float32:
            return read_numbers<float>(dataset, memory, memory_space, file_space, n);
        case Type::float64:
            return read_numbers<double>(dataset, memory, memory_space, file_space, n);
        case Type::text:
            break;
    }
    return read_texts(dataset, memory, memory_space, file_space, n);
}

/// Rows of the first axis, as memory and file see them.
struct RowSpaces {
    RowSpaces(hid_t dataset, hsize_t first_row, hsize_t n_rows) : file(H5Dget_space(dataset), H5Sclose) {
        Lengths count = lengths_of(dataset), first(count.size(), 0);
        if (count.empty() || first_row >= count[0] || n_rows > count[0] - first_row)
            throw Failure("a row lies outside its dataset");
        first[0] = first_row;
        count[0] = n_rows;
        checked(H5Sselect_hyperslab(file, H5S_SELECT_SET, first.data(), nullptr, count.data(), nullptr));
        n = volume(count);
        memory = space_of(count);  // of the same shape: else, the library goes from element to element
    }
    Id file, memory;
    std::size_t n = 0;
};

/// Whether a stored type is one of the schema's, whatever its byte order.
bool is_type(hid_t stored, Type type) {
    const hid_t wanted = stored_type(type);
    const H5T_class_t type_class = H5Tget_class(stored);
    if (type_class != H5Tget_class(wanted)) return false;
    if (type_class == H5T_STRING) return H5Tis_variable_str(stored) > 0;
    if (H5Tget_size(stored) != H5Tget_size(wanted)) return false;
    return type_class != H5T_INTEGER || H5Tget_sign(stored) == H5Tget_sign(wanted);
}

/// An attribute of a single value of the class.
Id open_attribute(hid_t object, const std::string& name, H5T_class_t type_class) {
    if (!has_attribute(object, name)) throw Failure("it has no attribute " + name);
    Id attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose);
    const Id type(H5Aget_type(attribute), H5Tclose), space(H5Aget_space(attribute), H5Sclose);
    const bool is_text = type_class == H5T_STRING;
    if (H5Tget_class(type) != type_class || (is_text && H5Tis_variable_str(type) <= 0) ||
        H5Sget_simple_extent_npoints(space) != 1) {
        throw Failure("attribute " + name + " is not what the schema says");
    }
    return attribute;
}

template <class Value>
Value read_number_attribute(hid_t object, const std::string& name, H5T_class_t type_class, hid_t memory) {
    const Id attribute = open_attribute(object, name, type_class);
    Value value{};
    checked(H5Aread(attribute, memory, &value));
    return value;
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

Id create_file(const std::string& path) {
    silence();
    const Id creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose), access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    checked(H5Pset_link_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED));
    checked(H5Pset_fclose_degree(access, H5F_CLOSE_STRONG));
    checked(
        H5Pset_file_locking(access, false, true));  // its owner holds a lock, which over NFS is in the library's way
    return {H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation, access), H5Fclose};
}

Id open_file(const std::string& path) {
    silence();
    const Id access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    checked(H5Pset_fclose_degree(access, H5F_CLOSE_STRONG));
    return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, access), H5Fclose};
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
    if (storage.has_fill) {
        with_missing(type, [&](auto value) { checked(H5Pset_fill_value(creation, memory_type(type), &value)); });
    }
    if (!storage.chunk.empty()) {
        checked(H5Pset_chunk(creation, static_cast<int>(storage.chunk.size()), storage.chunk.data()));
        checked(H5Pset_shuffle(creation));
        checked(H5Pset_deflate(creation, 1));
        access = {H5Pcreate(H5P_DATASET_ACCESS), H5Pclose};
        // One chunk in memory: scenarios come in order, so each chunk is compressed and written once, when it is
        // full.
        checked(H5Pset_chunk_cache(access, 1, volume(storage.chunk) * H5Tget_size(stored), 1.0));
    }
    Id dataset(H5Dcreate2(parent, name.c_str(), stored, space_of(lengths), H5P_DEFAULT, creation,
                          storage.chunk.empty() ? H5P_DEFAULT : hid_t{access}),
               H5Dclose);
    if (storage.has_fill) {
        with_missing(type, [&](auto value) {
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

bool has_link(hid_t parent, const std::string& name) {
    return checked(H5Lexists(parent, name.c_str(), H5P_DEFAULT)) > 0;
}

bool has_attribute(hid_t object, const std::string& name) { return checked(H5Aexists(object, name.c_str())) > 0; }

std::string read_text_attribute(hid_t object, const std::string& name) {
    const Id attribute = open_attribute(object, name, H5T_STRING);
    char* characters = nullptr;
    checked(H5Aread(attribute, text_type(), &characters));
    std::string text = characters == nullptr ? "" : characters;
    H5free_memory(characters);
    return text;
}

double read_real_attribute(hid_t object, const std::string& name) {
    return read_number_attribute<double>(object, name, H5T_FLOAT, H5T_NATIVE_DOUBLE);
}

std::uint64_t read_unsigned_attribute(hid_t object, const std::string& name) {
    return read_number_attribute<std::uint64_t>(object, name, H5T_INTEGER, H5T_NATIVE_UINT64);
}

Id open_dataset(hid_t parent, const std::string& name, Type type) {
    if (!has_link(parent, name)) throw Failure("it has no variable " + name);
    Id dataset(H5Dopen2(parent, name.c_str(), H5P_DEFAULT), H5Dclose);
    const Id stored(H5Dget_type(dataset), H5Tclose);
    if (!is_type(stored, type)) {
        throw Failure("variable " + name + " is no " + std::string(schema::name_of(type)));
    }
    return dataset;
}

Lengths lengths_of(hid_t dataset) {
    const Id space(H5Dget_space(dataset), H5Sclose);
    const int rank = checked(H5Sget_simple_extent_ndims(space));
    Lengths lengths(static_cast<std::size_t>(rank));
    if (rank > 0) checked(H5Sget_simple_extent_dims(space, lengths.data(), nullptr));
    return lengths;
}

Values read(hid_t dataset, Type type) {
    return read_selection(dataset, type, H5S_ALL, H5S_ALL, volume(lengths_of(dataset)));
}

Values read_row(hid_t dataset, Type type, hsize_t index) {
    const RowSpaces row(dataset, index, 1);
    return read_selection(dataset, type, row.memory, row.file, row.n);
}

}  // namespace killshot::hdf5
