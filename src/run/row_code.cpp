#include "run/row_code.hpp"

#include <bit>
#include <cstring>
#include <type_traits>
#include <utility>

#include "killshot/tally/rows.hpp"
#include "run/bytes.hpp"

namespace killshot {
namespace {

static_assert(std::endian::native == std::endian::little,
              "floating-point values are stored with the lowest byte first");

/// Integers of 64 bits are counts, most of them small; everything else is copied.
template <class T>
void put_list(std::string& to, const std::vector<T>& list) {
    bytes::put_number(to, list.size());
    if constexpr (std::is_same_v<T, std::string>) {
        for (const std::string& text : list) bytes::put_text(to, text);
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
        for (const std::int64_t count : list) bytes::put_signed(to, count);
    } else {
        to.append(reinterpret_cast<const char*>(list.data()), list.size() * sizeof(T));
    }
}

template <class T>
std::vector<T> list_from(bytes::Reader& from) {
    constexpr bool varies = std::is_same_v<T, std::string> || std::is_same_v<T, std::int64_t>;
    // Every element takes at least a byte, so a damaged length cannot ask for more memory than there are bytes.
    const auto n = static_cast<std::size_t>(from.number_to(static_cast<std::int64_t>(from.n_left())));
    std::vector<T> list;
    if constexpr (varies) {
        list.reserve(n);
        for (std::size_t i = 0; i < n; ++i) {
            if constexpr (std::is_same_v<T, std::string>)
                list.push_back(from.text());
            else
                list.push_back(from.signed_number());
        }
    } else if (n > 0) {
        const std::string_view copied = from.take(n * sizeof(T));
        list.resize(n);
        std::memcpy(list.data(), copied.data(), copied.size());
    }
    return list;
}

/// Values of the given alternative of the variant.
template <std::size_t type = 0>
schema::Values values_from(bytes::Reader& from, std::size_t wanted) {
    if constexpr (type == std::variant_size_v<schema::Values>) {
        throw bytes::Damaged("a variable has an unknown type");
    } else {
        if (wanted != type) return values_from<type + 1>(from, wanted);
        using List = std::variant_alternative_t<type, schema::Values>;
        return list_from<typename List::value_type>(from);
    }
}

}  // namespace

std::string encode(const ResultRow& row) {
    std::string to;
    bytes::put_number(to, row.digest);
    put_list(to, row.p_kill);
    bytes::put_number(to, static_cast<std::uint64_t>(row.killed.n_bits));
    for (const auto& bits : row.killed.kill_bits) put_list(to, bits);
    bytes::put_number(to, row.values.size());
    for (const schema::Values& values : row.values) {
        to += static_cast<char>(values.index());
        std::visit([&](const auto& list) { put_list(to, list); }, values);
    }
    return to;
}

ResultRow decode_row(std::string_view encoded) {
    bytes::Reader from(encoded);
    ResultRow row;
    row.digest = from.number();
    row.p_kill = list_from<double>(from);
    row.killed.n_bits = from.number_to(max_kill_bit_paths);
    for (std::size_t network = 0; network < row.p_kill.size(); ++network) {
        row.killed.kill_bits.push_back(list_from<std::uint8_t>(from));
        if (row.killed.kill_bits.back().size() != static_cast<std::size_t>((row.killed.n_bits + 7) / 8))
            throw bytes::Damaged("the killed paths have another number of bits than stated");
    }
    for (std::uint64_t n = from.number(); n > 0; --n) {
        const std::uint8_t type = from.byte();
        row.values.push_back(values_from(from, type));
    }
    if (!from.at_end()) throw bytes::Damaged("bytes follow the row");
    return row;
}

}  // namespace killshot
