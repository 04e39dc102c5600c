#include "killshot/tally/tally.hpp"

#include <stdexcept>
#include <string_view>

namespace killshot {

namespace {

constexpr std::uint64_t splitmix64(std::uint64_t x) {
    x += 0x9E3779B97F4A7C15ULL;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31U);
}

constexpr std::uint64_t fnv1a(std::string_view text) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char character : text) {
        hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001B3ULL;
    }
    return hash;
}

template <class Integer>
std::uint64_t digest_of_row(std::string_view name, std::span<const Integer> values) {
    const std::uint64_t base = fnv1a(name);
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] != 0) {
            sum += splitmix64(splitmix64(base + i) + static_cast<std::uint64_t>(values[i]));
        }
    }
    return sum;
}

}  // namespace

Tally::Slice Tally::slice(const TallyLayout::Extent& extent, std::initializer_list<int> leading) {
    if (static_cast<int>(leading.size()) + 1 != extent.rank) {
        throw std::invalid_argument("a row's slice needs every index but the last");
    }
    std::size_t first = 0;
    std::size_t axis = 0;
    for (const int index : leading) {
        first = first * static_cast<std::size_t>(extent.shape[axis]) + static_cast<std::size_t>(index);
        ++axis;
    }
    const auto length = static_cast<std::size_t>(extent.shape[axis]);
    return {first * length, length};
}

void Tally::merge(const Tally& other) {
    if (!(layout_ == other.layout_)) {
        throw std::invalid_argument("tallies of different scenarios cannot be merged (their layouts differ)");
    }
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        counts_[i] += other.counts_[i];
    }
    for (std::size_t i = 0; i < kill_bits_.size(); ++i) {
        kill_bits_[i] |= other.kill_bits_[i];
    }
}

std::uint64_t digest(const Tally& tally) {
    std::uint64_t sum = 0;
    for (int r = 0; r < n_rows; ++r) {
        const Row row = static_cast<Row>(r);
        sum += digest_of_row<std::int64_t>(tally.layout().extent(row).name, tally.row(row));
    }
    const std::size_t n_bytes = tally.layout().kill_bytes() * static_cast<std::size_t>(tally.layout().n_networks());
    return sum + digest_of_row<std::uint8_t>("kill_bits", {tally.kill_bits(0).data(), n_bytes});
}

std::uint64_t digest(std::span<const std::uint64_t> digests_of_scenarios) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < digests_of_scenarios.size(); ++i) {
        if (digests_of_scenarios[i] != 0) {
            sum += splitmix64(splitmix64(i) + digests_of_scenarios[i]);
        }
    }
    return sum;
}

}  // namespace killshot
