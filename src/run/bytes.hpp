/// Writes and reads bytes item by item. Reading never goes beyond the end.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace killshot::bytes {

/// The bytes end too early, or hold an impossible value.
class Damaged : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Seven bits a byte, the lowest first; the top bit is set on all bytes but the last.
inline void put_number(std::string& to, std::uint64_t value) {
    while (value >= 0x80U) {
        to += static_cast<char>(value | 0x80U);
        value >>= 7U;
    }
    to += static_cast<char>(value);
}

inline void put_text(std::string& to, std::string_view text) {
    put_number(to, text.size());
    to += text;
}

/// A number that is mostly near 0, whatever its sign.
inline void put_signed(std::string& to, std::int64_t value) {
    put_number(to, static_cast<std::uint64_t>(value) << 1U ^ static_cast<std::uint64_t>(value >> 63));
}

class Reader {
  public:
    explicit Reader(std::string_view bytes) : left_(bytes) {}

    [[nodiscard]] bool at_end() const { return left_.empty(); }
    [[nodiscard]] std::size_t n_left() const { return left_.size(); }

    std::string_view take(std::uint64_t n) {
        if (n > left_.size()) throw Damaged("it ends too early");
        const std::string_view taken = left_.substr(0, n);
        left_.remove_prefix(n);
        return taken;
    }

    std::uint8_t byte() { return static_cast<std::uint8_t>(take(1).front()); }

    std::uint64_t number() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint64_t part = byte();
            value |= (part & 0x7FU) << shift;
            if ((part & 0x80U) == 0) return value;
        }
        throw Damaged("a number has no end");
    }

    std::int64_t signed_number() {
        const std::uint64_t value = number();
        return static_cast<std::int64_t>(value >> 1U ^ (0 - (value & 1U)));
    }

    /// A number of at most `most`.
    std::int64_t number_to(std::int64_t most) {
        const std::uint64_t value = number();
        if (value > static_cast<std::uint64_t>(most)) throw Damaged("a number is too large");
        return static_cast<std::int64_t>(value);
    }

    std::string text() { return std::string(take(number())); }

  private:
    std::string_view left_;
};

}  // namespace killshot::bytes
