#include "results/h5/chunk.hpp"

#include <array>
#include <bit>
#include <cstring>
#include <stdexcept>
#include <variant>
#include <vector>

#include <zlib.h>

#include "results/h5/hdf5.hpp"

namespace killshot::hdf5 {
namespace {

static_assert(std::endian::native == std::endian::little, "files hold little-endian numbers");

/// All first bytes, then all second ones, ...
template <class Number>
std::vector<Bytef> shuffled(const std::vector<Number>& list) {
    constexpr std::size_t size = sizeof(Number);
    std::vector<Bytef> bytes(size * list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
        std::array<Bytef, size> number{};
        std::memcpy(number.data(), &list[i], size);
        for (std::size_t byte = 0; byte < size; ++byte) bytes[byte * list.size() + i] = number[byte];
    }
    return bytes;
}

}  // namespace

std::string pack_chunk(const schema::Values& values, int deflate_level) {
    return std::visit(
        [&]<class Number>(const std::vector<Number>& list) -> std::string {
            if constexpr (std::is_same_v<Number, std::string>) {
                throw std::logic_error("texts are not packed");
            } else {
                const std::vector<Bytef> bytes = shuffled(list);
                uLongf n = bytes.size();
                std::string packed(n, '\0');
                const int status =
                    compress2(reinterpret_cast<Bytef*>(packed.data()), &n, bytes.data(), bytes.size(), deflate_level);
                if (status != Z_OK) return "";
                packed.resize(n);
                return packed;
            }
        },
        values);
}

}  // namespace killshot::hdf5
