#include <array>
#include <cstdint>
#include <vector>

#include <fmt/format.h>

#include "backend/cpu.hpp"
#include "backend/isa.hpp"
#include "killshot/random/philox.hpp"
#include "verify/known_digests.hpp"
#include "verify/verify.hpp"

namespace killshot {
namespace {

struct PhiloxAnswer {
    std::uint32_t counter[4], key[2], words[4];
};

// From Random123's kat_vectors, philox4x32 with 10 rounds. Volatile, so that they are computed on this machine and not
// by the compiler.
const volatile PhiloxAnswer philox_answers[] = {
    {{0, 0, 0, 0}, {0, 0}, {0x6627E8D5U, 0xE169C58DU, 0xBC57AC4CU, 0x9B00DBD8U}},
    {{~0U, ~0U, ~0U, ~0U}, {~0U, ~0U}, {0x408F276DU, 0x41C83B0EU, 0xA20BC7C6U, 0x6D5451FDU}},
    {{0x243F6A88U, 0x85A308D3U, 0x13198A2EU, 0x03707344U},
     {0xA4093822U, 0x299F31D0U},
     {0xD16CFE09U, 0x94FDCCEBU, 0x5001E420U, 0x24126EA1U}},
};

std::string philox_difference() {
    for (const volatile PhiloxAnswer& known : philox_answers) {
        const std::array<std::uint32_t, 4> words = {known.words[0], known.words[1], known.words[2], known.words[3]};
        const auto got = philox4x32_10<std::uint32_t>(known.counter[0], known.counter[1], known.counter[2],
                                                      known.counter[3], known.key[0], known.key[1]);
        if (std::array{got.w0, got.w1, got.w2, got.w3} != words)
            return fmt::format("the words are {:08x} {:08x} {:08x} {:08x} instead of {:08x}", got.w0, got.w1, got.w2,
                               got.w3, fmt::join(words, " "));
    }
    return "";
}

constexpr int draw_networks = 14, draw_steps = 36;
constexpr std::int64_t draw_paths = 1024;
constexpr std::uint64_t draw_seed = 20261122;

std::string draws_difference(std::string_view isa) {
    const std::uint32_t got = sum_of_draws(isa);
    return got == known_sum_of_draws
               ? ""
               : fmt::format("their bits add up to {:08x} instead of {:08x}", got, known_sum_of_draws);
}

}  // namespace

std::uint32_t sum_of_draws(std::string_view isa) {
    ScenarioTable<float> table{};
    table.n_networks = draw_networks;
    table.n_steps = draw_steps;
    std::int64_t sum = 0;
    kernels::Job job{};
    job.table = &table;
    job.seed = draw_seed;
    job.n_paths = draw_paths;
    job.counts.rows[static_cast<int>(Row::n_killed)] = &sum;
    find_isa(isa).kernels.draw_only(job);
    return static_cast<std::uint32_t>(sum);
}

std::vector<Check> generator_checks() {
    std::vector<Check> checks = {{"generator", "Philox4x32-10, the authors' test vectors", philox_difference}};
    for (const std::string_view isa : usable_isas())
        checks.push_back({"generator", fmt::format("all draws of {} paths with {}", draw_paths, isa),
                          [isa] { return draws_difference(isa); }});
    return checks;
}

}  // namespace killshot
