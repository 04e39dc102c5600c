#include "results/h5/read.hpp"

#include <algorithm>
#include <cstring>
#include <type_traits>

#include <fmt/format.h>
#include <zlib.h>

namespace killshot::hdf5 {

namespace {

using schema::Type;
using schema::Values;
using Bytes = std::vector<unsigned char>;

constexpr std::size_t max_chunk_bytes = std::size_t{1} << 30U;  // one row of any result is far smaller
constexpr unsigned deflate_skipped = 2;                         // filter mask: bit i is set if filter i was not applied

void require_hard_link(hid_t parent, const std::string& name, std::string_view kind) {
    if (!has_link(parent, name)) throw Failure(fmt::format("it has no {} {}", kind, name));
    H5L_info_t link{};
    checked(H5Lget_info(parent, name.c_str(), &link, H5P_DEFAULT));
    if (link.type != H5L_TYPE_HARD) throw Failure(fmt::format("{} {} is a link to another place", kind, name));
}

/// The lengths of a dataset's chunks; empty if it is contiguous.
Lengths chunk_of(hid_t dataset) {
    const Id creation(H5Dget_create_plist(dataset), H5Pclose);
    if (H5Pget_layout(creation) != H5D_CHUNKED) return {};
    Lengths chunk(lengths_of(dataset).size());
    checked(H5Pget_chunk(creation, static_cast<int>(chunk.size()), chunk.data()));
    return chunk;
}

bool is_filter(hid_t creation, unsigned index, H5Z_filter_t wanted) {
    unsigned flags = 0, config = 0;
    std::size_t n_values = 0;
    return H5Pget_filter2(creation, index, &flags, &n_values, nullptr, 0, nullptr, &config) == wanted;
}

/// Either contiguous within the file and unfiltered, or in chunks of whole rows, shuffled and deflated.
bool is_stored_as_written(hid_t dataset, Type type, const Lengths& lengths) {
    const Id creation(H5Dget_create_plist(dataset), H5Pclose);
    const int n_filters = H5Pget_nfilters(creation);
    if (H5Pget_layout(creation) == H5D_CONTIGUOUS) return H5Pget_external_count(creation) == 0 && n_filters == 0;
    if (H5Pget_layout(creation) != H5D_CHUNKED || type == Type::text || n_filters != 2 ||
        !is_filter(creation, 0, H5Z_FILTER_SHUFFLE) || !is_filter(creation, 1, H5Z_FILTER_DEFLATE)) {
        return false;
    }
    const Lengths chunk = chunk_of(dataset);
    return !lengths.empty() && chunk[0] >= 1 && chunk[0] <= lengths[0] &&
           std::equal(chunk.begin() + 1, chunk.end(), lengths.begin() + 1, lengths.end()) &&
           volume(chunk) * H5Tget_size(stored_type(type)) <= max_chunk_bytes;
}

Id open_typed(hid_t parent, const std::string& name, Type type) {
    require_hard_link(parent, name, "variable");
    Id dataset(H5Dopen2(parent, name.c_str(), H5P_DEFAULT), H5Dclose);
    const Id stored(H5Dget_type(dataset), H5Tclose);
    if (H5Tequal(stored, stored_type(type)) <= 0)
        throw Failure(fmt::format("variable {} is not of type {}", name, schema::name_of(type)));
    return dataset;
}

/// The chunks of a dataset that hold whole rows of its first axis.
class Chunks {
  public:
    Chunks(hid_t dataset, Type type, const Lengths& chunk)
        : dataset_(dataset), stored_(stored_type(type)), memory_(memory_type(type)), rows_(chunk[0]),
          element_bytes_(H5Tget_size(stored_)), bytes_(volume(chunk) * element_bytes_), rank_(chunk.size()) {}

    [[nodiscard]] hsize_t rows() const { return rows_; }
    [[nodiscard]] std::size_t row_bytes() const { return bytes_ / static_cast<std::size_t>(rows_); }

    /// Size in the file of the chunk that begins with row `first`; 0 if it was never written.
    [[nodiscard]] std::size_t stored_bytes(hsize_t first) const {
        hsize_t bytes = 0;
        checked(H5Dget_chunk_storage_size(dataset_, offset(first).data(), &bytes));
        // A chunk that would not shrink is stored as it is.
        if (bytes > bytes_) throw Failure("a chunk is larger than its values");
        return static_cast<std::size_t>(bytes);
    }

    /// The values of the chunk that begins with row `first`, as this machine has them.
    [[nodiscard]] Bytes read(hsize_t first) const {
        Bytes packed(stored_bytes(first)), shuffled(bytes_), values(bytes_);
        if (packed.empty()) throw Failure("a chunk was never written");
        std::uint32_t skipped = 0;
        checked(H5Dread_chunk(dataset_, H5P_DEFAULT, offset(first).data(), &skipped, packed.data()));
        auto unpacked = static_cast<uLongf>(bytes_);
        if (skipped == deflate_skipped && packed.size() == bytes_)
            shuffled = std::move(packed);
        else if (skipped != 0 || uncompress(shuffled.data(), &unpacked, packed.data(), packed.size()) != Z_OK ||
                 unpacked != bytes_)
            throw Failure("a chunk does not unpack to its values");

        const std::size_t n = bytes_ / element_bytes_;
        for (std::size_t byte = 0; byte < element_bytes_; ++byte)
            for (std::size_t i = 0; i < n; ++i) values[i * element_bytes_ + byte] = shuffled[byte * n + i];
        checked(H5Tconvert(stored_, memory_, n, values.data(), nullptr, H5P_DEFAULT));
        return values;
    }

  private:
    [[nodiscard]] Lengths offset(hsize_t first) const {
        Lengths offset(rank_, 0);
        offset[0] = first;
        return offset;
    }

    hid_t dataset_, stored_, memory_;
    hsize_t rows_;
    std::size_t element_bytes_, bytes_, rank_;
};

/// Of a contiguous dataset.
template <class Value>
std::vector<Value> read_selection(hid_t dataset, hid_t memory, const RowSpaces* rows) {
    if (H5Dget_offset(dataset) == HADDR_UNDEF) throw Failure("a variable was never written");
    const hid_t memory_space = rows == nullptr ? hid_t{H5S_ALL} : hid_t{rows->memory},
                file_space = rows == nullptr ? hid_t{H5S_ALL} : hid_t{rows->file};
    const std::size_t n = rows == nullptr ? volume(lengths_of(dataset)) : rows->n;
    if constexpr (std::is_same_v<Value, std::string>) {
        std::vector<char*> texts(n, nullptr);
        checked(H5Dread(dataset, memory, memory_space, file_space, H5P_DEFAULT, texts.data()));
        std::vector<std::string> copies;
        for (char* text : texts) {
            copies.emplace_back(text == nullptr ? "" : text);
            H5free_memory(text);
        }
        return copies;
    } else {
        std::vector<Value> numbers(n);
        checked(H5Dread(dataset, memory, memory_space, file_space, H5P_DEFAULT, numbers.data()));
        return numbers;
    }
}

template <class Value>
std::vector<Value> read_chunked(const Chunks& chunks, hsize_t first, hsize_t n) {
    const std::size_t values_a_row = chunks.row_bytes() / sizeof(Value);
    std::vector<Value> values(static_cast<std::size_t>(n) * values_a_row);
    for (hsize_t row = first; row < first + n;) {
        const hsize_t start = row - row % chunks.rows(), end = std::min(start + chunks.rows(), first + n);
        const Bytes bytes = chunks.read(start);
        std::memcpy(values.data() + static_cast<std::size_t>(row - first) * values_a_row,
                    bytes.data() + static_cast<std::size_t>(row - start) * chunks.row_bytes(),
                    static_cast<std::size_t>(end - row) * chunks.row_bytes());
        row = end;
    }
    return values;
}

/// Calls read with a null pointer to the C++ type of the values.
template <class Read>
Values read_as(Type type, Read read) {
    switch (type) {
        case Type::int8:
            return read(static_cast<std::int8_t*>(nullptr));
        case Type::uint8:
            return read(static_cast<std::uint8_t*>(nullptr));
        case Type::int32:
            return read(static_cast<std::int32_t*>(nullptr));
        case Type::int64:
            return read(static_cast<std::int64_t*>(nullptr));
        case Type::float32:
            return read(static_cast<float*>(nullptr));
        case Type::float64:
            return read(static_cast<double*>(nullptr));
        case Type::text:
            break;
    }
    return read(static_cast<std::string*>(nullptr));
}

/// An attribute of a single value of this type.
Id open_attribute(hid_t object, const std::string& name, hid_t wanted) {
    if (!has_attribute(object, name)) throw Failure("it has no attribute " + name);
    Id attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose);
    const Id type(H5Aget_type(attribute), H5Tclose), space(H5Aget_space(attribute), H5Sclose);
    if (H5Tequal(type, wanted) <= 0 || H5Sget_simple_extent_npoints(space) != 1)
        throw Failure("attribute " + name + " is not of the type that a run writes");
    return attribute;
}

template <class Value>
Value read_number_attribute(hid_t object, const std::string& name, hid_t type) {
    const Id attribute = open_attribute(object, name, type);
    Value value{};
    checked(H5Aread(attribute, type, &value));
    return value;
}

}  // namespace

Id open_file(const std::string& path) {
    silence();
    const Id access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    checked(H5Pset_fclose_degree(access, H5F_CLOSE_STRONG));
    return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, access), H5Fclose};
}

bool has_link(hid_t parent, const std::string& name) {
    return checked(H5Lexists(parent, name.c_str(), H5P_DEFAULT)) > 0;
}

Id open_group(hid_t parent, const std::string& name) {
    require_hard_link(parent, name, "group");
    return {H5Gopen2(parent, name.c_str(), H5P_DEFAULT), H5Gclose};
}

Id open_dataset(hid_t parent, const std::string& name, Type type, const Lengths& lengths) {
    Id dataset = open_typed(parent, name, type);
    if (lengths_of(dataset) != lengths) throw Failure("variable " + name + " does not have the lengths of its axes");
    if (!is_stored_as_written(dataset, type, lengths))
        throw Failure("variable " + name + " is not stored as a run stores it");
    return dataset;
}

hsize_t length_of_list(hid_t parent, const std::string& name, Type type) {
    const Lengths lengths = lengths_of(open_typed(parent, name, type));
    if (lengths.size() != 1) throw Failure("variable " + name + " does not have one axis");
    return lengths[0];
}

void check_chunks(hid_t dataset, Type type) {
    const Lengths chunk = chunk_of(dataset);
    if (chunk.empty()) return;
    const Chunks chunks(dataset, type, chunk);
    const hsize_t n_rows = lengths_of(dataset)[0];
    for (hsize_t first = 0; first < n_rows; first += chunks.rows()) static_cast<void>(chunks.stored_bytes(first));
}

Values read(hid_t dataset, Type type) {
    if (!chunk_of(dataset).empty()) return read_rows(dataset, type, 0, lengths_of(dataset)[0]);
    return read_as(type, [&]<class Value>(Value*) -> Values {
        return read_selection<Value>(dataset, memory_type(type), nullptr);
    });
}

Values read_rows(hid_t dataset, Type type, hsize_t first, hsize_t n) {
    const RowSpaces rows(dataset, first, n);
    const Lengths chunk = chunk_of(dataset);
    return read_as(type, [&]<class Value>(Value*) -> Values {
        if constexpr (!std::is_same_v<Value, std::string>) {
            if (!chunk.empty()) return read_chunked<Value>(Chunks(dataset, type, chunk), first, n);
        }
        return read_selection<Value>(dataset, memory_type(type), &rows);
    });
}

bool has_attribute(hid_t object, const std::string& name) { return checked(H5Aexists(object, name.c_str())) > 0; }

std::string read_text_attribute(hid_t object, const std::string& name) {
    const hid_t text_type = stored_type(Type::text);
    const Id attribute = open_attribute(object, name, text_type);
    char* characters = nullptr;
    checked(H5Aread(attribute, text_type, &characters));
    std::string text = characters == nullptr ? "" : characters;
    H5free_memory(characters);
    return text;
}

double read_real_attribute(hid_t object, const std::string& name) {
    return read_number_attribute<double>(object, name, H5T_NATIVE_DOUBLE);
}

std::uint64_t read_unsigned_attribute(hid_t object, const std::string& name) {
    return read_number_attribute<std::uint64_t>(object, name, H5T_NATIVE_UINT64);
}

}  // namespace killshot::hdf5
