#include <algorithm>

#include <fmt/format.h>

#include "verify/verify.hpp"

namespace killshot {
namespace {

/// "n_exit[3][0][17]"
std::string element(const TallyLayout::Extent& extent, std::size_t index) {
    std::string indices;
    for (int axis = extent.rank; axis-- > 0;) {
        const auto length = static_cast<std::size_t>(extent.shape[static_cast<std::size_t>(axis)]);
        indices = fmt::format("[{}]{}", index % length, indices);
        index /= length;
    }
    return fmt::format("{}{}", extent.name, indices);
}

}  // namespace

std::string first_difference(const Tally& got, const Tally& expected) {
    for (int row = 0; row < n_rows; ++row) {
        const auto which = static_cast<Row>(row);
        const auto a = got.row(which), b = expected.row(which);
        const auto [in_a, in_b] = std::ranges::mismatch(a, b);
        if (in_a != a.end())
            return fmt::format("{} is {} instead of {}",
                               element(got.layout().extent(which), static_cast<std::size_t>(in_a - a.begin())), *in_a,
                               *in_b);
    }
    for (int network = 0; network < got.layout().n_networks(); ++network) {
        const auto a = got.kill_bits(network), b = expected.kill_bits(network);
        const auto [in_a, in_b] = std::ranges::mismatch(a, b);
        if (in_a != a.end())
            return fmt::format("kill_bits[{}][{}] is {:#04x} instead of {:#04x}", network, in_a - a.begin(), *in_a,
                               *in_b);
    }
    return "";
}

}  // namespace killshot
