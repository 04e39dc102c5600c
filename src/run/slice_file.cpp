#include "run/slice_file.hpp"

#include <array>
#include <fstream>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "files/sha256.hpp"
#include "inputs/limits.hpp"
#include "killshot/error.hpp"
#include "results/is_result.hpp"
#include "run/bytes.hpp"

namespace killshot {
namespace {

constexpr std::string_view magic = "killshot slice 1\n";
static_assert(magic.starts_with(slice_signature));
constexpr std::size_t digest_bytes = 64;  // hexadecimal digits

void put_optional(std::string& to, const auto& value) {
    to += static_cast<char>(value.has_value());
    if (value) bytes::put_number(to, static_cast<std::uint64_t>(*value));
}

bool flag_from(bytes::Reader& from) {
    const std::uint8_t byte = from.byte();
    if (byte > 1) throw bytes::Damaged("a flag is neither 0 nor 1");
    return byte == 1;
}

RunInput input_from(bytes::Reader& from) {
    RunInput input;
    input.scenario = from.text();
    for (std::uint64_t n = from.number(); n > 0; --n) input.overrides.push_back(from.text());
    if (flag_from(from)) input.paths = from.number_to(max_paths);
    if (flag_from(from)) input.seed = from.number();
    input.outputs = flag_from(from) ? Outputs::kills : Outputs::all;
    input.stop_on_error = flag_from(from);
    return input;
}

SliceFile slice_from(std::string_view all) {
    if (all.size() < digest_bytes) throw bytes::Damaged("it ends too early");
    const std::string_view signed_bytes = all.substr(0, all.size() - digest_bytes);
    if (all.substr(signed_bytes.size()) != sha256(signed_bytes)) throw bytes::Damaged("its SHA-256 does not match");
    bytes::Reader from(signed_bytes.substr(magic.size()));
    SliceFile slice;
    slice.part.number = from.number_to(max_scenarios);
    slice.part.n_parts = from.number_to(max_scenarios);
    if (slice.part.number < 1 || slice.part.number > slice.part.n_parts) throw bytes::Damaged("its number is wrong");
    slice.input = input_from(from);
    slice.shard = parse_shard(from.take(from.n_left()));
    if (slice.shard.identity.slice != slice.part.text()) throw bytes::Damaged("its counts are of another slice");
    return slice;
}

}  // namespace

bool is_slice(const std::string& path) {
    std::array<char, magic.size()> first{};
    std::ifstream(path, std::ios::binary).read(first.data(), first.size());
    return std::string_view(first.data(), first.size()) == magic;
}

std::string slice_bytes(const SliceFile& slice) {
    std::string to(magic);
    bytes::put_number(to, static_cast<std::uint64_t>(slice.part.number));
    bytes::put_number(to, static_cast<std::uint64_t>(slice.part.n_parts));
    bytes::put_text(to, slice.input.scenario);
    bytes::put_number(to, slice.input.overrides.size());
    for (const std::string& text : slice.input.overrides) bytes::put_text(to, text);
    put_optional(to, slice.input.paths);
    put_optional(to, slice.input.seed);
    to += static_cast<char>(slice.input.outputs == Outputs::kills);
    to += static_cast<char>(slice.input.stop_on_error);
    to += shard_bytes(slice.shard);
    return to += sha256(to);
}

SliceFile read_slice(const std::string& path) {
    const auto fail = [&](std::string_view why, std::string_view remedy) {
        return Error(fmt::format("{}: {}; {}", path, why, remedy));
    };
    std::ifstream stream(path, std::ios::binary);
    const std::string all{std::istreambuf_iterator<char>(stream), {}};
    if (!stream.is_open() || stream.bad()) throw fail("cannot be read", "check its name and permissions");
    if (!all.starts_with(magic))
        throw fail("is not a slice of a run", "name the files that killshot run --slice has written");
    try {
        return slice_from(all);
    } catch (const bytes::Damaged& why) {
        throw fail(fmt::format("is a damaged slice ({})", why.what()), "run this slice again or get another copy");
    }
}

}  // namespace killshot
