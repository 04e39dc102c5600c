#include "run/tally_code.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "inputs/calendar.hpp"
#include "run/bytes.hpp"

namespace killshot {

namespace {

constexpr std::size_t block = 32;       // bins that share a width
constexpr unsigned widest_packed = 32;  // bits; wider blocks are stored as whole integers
constexpr std::uint8_t whole_integers = 64;
constexpr unsigned word_bits = 32;  // counts are packed and unpacked a word at a time, the lowest byte first
constexpr std::size_t word_bytes = word_bits / 8;

/// Wraps where damaged bytes would overflow.
void add(std::int64_t& to, std::uint64_t value) {
    to = static_cast<std::int64_t>(static_cast<std::uint64_t>(to) + value);
}

void put_word(char* to, std::uint32_t word) {
    for (unsigned byte = 0; byte < word_bytes; ++byte) to[byte] = static_cast<char>(word >> (8 * byte));
}

/// The first word; bytes that are missing count as 0.
std::uint32_t first_word(std::string_view bytes) {
    std::uint32_t word = 0;
    const auto put = [&](unsigned byte) {
        word |= std::uint32_t{static_cast<unsigned char>(bytes[byte])} << (8 * byte);
    };
    if (bytes.size() >= word_bytes) {
        for (unsigned byte = 0; byte < word_bytes; ++byte) put(byte);  // one load
    } else {
        for (unsigned byte = 0; byte < bytes.size(); ++byte) put(byte);
    }
    return word;
}

void put_block(std::string& to, std::span<const std::int64_t> counts) {
    std::uint64_t all = 0;
    for (const std::int64_t count : counts) all |= static_cast<std::uint64_t>(count);
    const auto width = static_cast<unsigned>(std::bit_width(all));
    if (width > widest_packed) {
        to += static_cast<char>(whole_integers);
        for (const std::int64_t count : counts) {
            for (unsigned shift = 0; shift < 64; shift += 8) {
                to += static_cast<char>(static_cast<std::uint64_t>(count) >> shift);
            }
        }
        return;
    }
    char packed[1 + block * widest_packed / 8 + word_bytes];
    packed[0] = static_cast<char>(width);
    char* next = packed + 1;
    std::uint64_t bits = 0;
    unsigned n_bits = 0;
    for (const std::int64_t count : counts) {
        bits |= static_cast<std::uint64_t>(count) << n_bits;
        n_bits += width;
        if (n_bits < word_bits) continue;
        put_word(next, static_cast<std::uint32_t>(bits));
        next += word_bytes;
        bits >>= word_bits;
        n_bits -= word_bits;
    }
    put_word(next, static_cast<std::uint32_t>(bits));
    to.append(packed, next + (n_bits + 7) / 8);
}

void add_block(bytes::Reader& from, std::span<std::int64_t> counts) {
    const unsigned width = from.byte();
    if (width == whole_integers) {
        for (std::int64_t& count : counts) {
            const std::string_view eight = from.take(8);
            std::uint64_t value = 0;
            for (unsigned i = 0; i < 8; ++i) {
                value |= std::uint64_t{static_cast<unsigned char>(eight[i])} << (8 * i);
            }
            add(count, value);
        }
        return;
    }
    if (width > widest_packed) throw bytes::Damaged("a block of counts has an impossible width");
    std::string_view packed = from.take((counts.size() * width + 7) / 8);
    const std::uint64_t mask = (std::uint64_t{1} << width) - 1;
    std::uint64_t bits = 0;
    unsigned n_bits = 0;
    for (std::int64_t& count : counts) {
        if (n_bits < width) {
            bits |= std::uint64_t{first_word(packed)} << n_bits;
            packed.remove_prefix(std::min(word_bytes, packed.size()));
            n_bits += word_bits;
        }
        add(count, bits & mask);
        bits >>= width;
        n_bits -= width;
    }
}

void put_layout(std::string& to, const TallyLayout& layout) {
    bytes::put_number(to, static_cast<std::uint64_t>(layout.n_networks()));
    bytes::put_number(to, static_cast<std::uint64_t>(layout.n_months()));
    bytes::put_number(to, layout.report_steps().size());
    for (const int step : layout.report_steps()) bytes::put_number(to, static_cast<std::uint64_t>(step));
}

void check_layout(bytes::Reader& from, const TallyLayout& layout) {
    std::string own;
    put_layout(own, layout);
    if (from.take(own.size()) != own) throw bytes::Damaged("it has the layout of another scenario");
}

/// Stores the bytes from the first to the last that is not 0.
void put_bits(std::string& to, std::span<const std::uint8_t> bits) {
    const auto is_set = [](std::uint8_t byte) { return byte != 0; };
    const auto first = std::ranges::find_if(bits, is_set) - bits.begin();
    const auto last = std::find_if(bits.rbegin(), bits.rend() - first, is_set).base() - bits.begin();
    bytes::put_number(to, static_cast<std::uint64_t>(first));
    bytes::put_number(to, static_cast<std::uint64_t>(last - first));
    to.append(reinterpret_cast<const char*>(bits.data() + first), static_cast<std::size_t>(last - first));
}

void add_bits(bytes::Reader& from, std::span<std::uint8_t> bits) {
    const auto n = static_cast<std::int64_t>(bits.size());
    const std::int64_t first = from.number_to(n);
    const std::string_view set = from.take(static_cast<std::uint64_t>(from.number_to(n - first)));
    for (std::size_t i = 0; i < set.size(); ++i) {
        bits[static_cast<std::size_t>(first) + i] |= static_cast<std::uint8_t>(set[i]);
    }
}

void add_all(bytes::Reader& from, Tally& tally) {
    check_layout(from, tally.layout());
    for (std::int64_t& count : tally.plain()) {
        add(count, static_cast<std::uint64_t>(from.signed_number()));
    }
    for (std::size_t i = 0; i < tally.layout().n_histograms(); ++i) {
        const auto first = static_cast<int>(from.number_to(histogram::n_bins));
        const auto n = static_cast<int>(from.number_to(histogram::n_bins - first));
        auto counts = tally.use_bins(i, {first, first + n});
        while (!counts.empty()) {
            const std::size_t here = std::min(block, counts.size());
            add_block(from, counts.first(here));
            counts = counts.subspan(here);
        }
    }
    for (int network = 0; network < tally.layout().n_networks(); ++network) add_bits(from, tally.kill_bits(network));
    if (!from.at_end()) throw bytes::Damaged("bytes follow its end");
}

std::size_t n_bins_in_use(const Tally& tally) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < tally.layout().n_histograms(); ++i) n += tally.used_bins(i).counts.size();
    return n;
}

}  // namespace

std::string encode(const Tally& tally) {
    std::string to;
    to.reserve(tally.layout().n_plain() + n_bins_in_use(tally));  // about a byte each
    put_layout(to, tally.layout());
    for (const std::int64_t count : tally.plain()) bytes::put_signed(to, count);
    for (std::size_t i = 0; i < tally.layout().n_histograms(); ++i) {
        const UsedBins bins = tally.used_bins(i);
        bytes::put_number(to, static_cast<std::uint64_t>(bins.first));
        bytes::put_number(to, bins.counts.size());
        for (std::size_t first = 0; first < bins.counts.size(); first += block) {
            put_block(to, bins.counts.subspan(first, std::min(block, bins.counts.size() - first)));
        }
    }
    for (int network = 0; network < tally.layout().n_networks(); ++network) put_bits(to, tally.kill_bits(network));
    return to;
}

void add_encoded(std::string_view encoded, Tally& tally) {
    try {
        bytes::Reader from(encoded);
        add_all(from, tally);
    } catch (const bytes::Damaged& damaged) {
        throw DamagedTally(damaged.what());
    }
}

}  // namespace killshot
