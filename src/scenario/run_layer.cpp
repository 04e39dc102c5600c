#include "scenario/run_layer.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "inputs/limits.hpp"
#include "inputs/names.hpp"
#include "inputs/spelling.hpp"
#include "scenario/document.hpp"

namespace killshot {
namespace {

constexpr std::array<std::string_view, 7> run_keys{
    "start", "horizon_months", "report_every_months", "paths", "seed", "confidence", "networks"};

/// "18446744073709551615" or "0xffffffffffffffff", and nothing around it.
std::optional<std::uint64_t> parse_seed(std::string_view text) {
    const bool is_hexadecimal = text.starts_with("0x");
    if (is_hexadecimal) text.remove_prefix(2);
    std::uint64_t seed = 0;
    const char* const end = text.data() + text.size();
    const auto [stopped, failed] = std::from_chars(text.data(), end, seed, is_hexadecimal ? 16 : 10);
    return failed == std::errc() && stopped == end ? std::optional(seed) : std::nullopt;
}

std::optional<Written<std::int64_t>> read_integer(const toml::node& node, std::int64_t least, std::int64_t most,
                                                  const Place& place, Problems& problems) {
    const auto* integer = node.as_integer();
    if (integer == nullptr) {
        problems.add(place,
                     fmt::format("is {} (an integer is expected); write it without quotes and without a decimal point",
                                 kind_of(node)));
        return std::nullopt;
    }
    if (integer->get() < least || integer->get() > most) {
        problems.add(place,
                     fmt::format("{} is outside {}..{}; give an integer in that range", integer->get(), least, most));
        return std::nullopt;
    }
    return Written<std::int64_t>{integer->get(), place};
}

/// TOML's integers end at 2^63 - 1, so larger seeds are text.
std::optional<Written<std::uint64_t>> read_seed(const toml::node& node, const Place& place, Problems& problems) {
    constexpr std::string_view remedy = "write seed = 20261122, or a larger one in quotes";
    if (const auto* integer = node.as_integer(); integer != nullptr && integer->get() >= 0)
        return Written<std::uint64_t>{static_cast<std::uint64_t>(integer->get()), place};
    if (const auto* text = node.as_string()) {
        if (const auto seed = parse_seed(text->get())) return Written<std::uint64_t>{*seed, place};
        problems.add(place, fmt::format("\"{}\" is not a whole number in 0..{} (decimal, or hexadecimal after 0x); {}",
                                        text->get(), max_seed, remedy));
        return std::nullopt;
    }
    const auto* integer = node.as_integer();
    problems.add(place, fmt::format("is {} (a whole number in 0..{} is required); {}",
                                    integer == nullptr ? std::string(kind_of(node)) : std::to_string(integer->get()),
                                    max_seed, remedy));
    return std::nullopt;
}

std::optional<Written<double>> read_confidence(const toml::node& node, const Place& place, Problems& problems) {
    const auto* number = node.as_floating_point();
    if (number == nullptr || !(number->get() >= min_confidence && number->get() <= max_confidence)) {
        problems.add(place,
                     fmt::format("is {} (the confidence of every interval, a float in {}..{}, is required); write "
                                 "confidence = 0.95",
                                 number == nullptr ? std::string(kind_of(node)) : fmt::format("{}", number->get()),
                                 min_confidence, max_confidence));
        return std::nullopt;
    }
    return Written<double>{number->get(), place};
}

std::optional<Written<std::chrono::year_month_day>> read_start(const toml::node& node, const Place& place,
                                                               Problems& problems) {
    const auto* date = node.as_date();
    if (date == nullptr) {
        problems.add(
            place, fmt::format("is {} (a date is expected); write start = 2026-11-22, without quotes", kind_of(node)));
        return std::nullopt;
    }
    if (date->get().year < min_start_year || date->get().year > max_start_year) {
        problems.add(place, fmt::format("is in the year {} (t0 is in {}..{}); correct the year", date->get().year,
                                        min_start_year, max_start_year));
        return std::nullopt;
    }
    return Written<std::chrono::year_month_day>{day_of(date->get()), place};
}

constexpr bool is_file_stem(std::string_view key) {
    const auto fits = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '_' || letter == '-';
    };
    return !key.empty() && key.size() <= max_name_bytes && std::ranges::all_of(key, fits);
}

std::optional<Written<std::vector<std::string>>> read_networks(const toml::node& node, const Place& place,
                                                               Problems& problems) {
    constexpr std::string_view remedy = "write networks = [\"akash\", \"render\"]";
    const toml::array* array = node.as_array();
    if (array == nullptr) {
        problems.add(place, fmt::format("is {} (a list of files in networks/ is expected); {}", kind_of(node), remedy));
        return std::nullopt;
    }
    if (array->empty() || array->size() > max_networks) {
        problems.add(place, fmt::format("lists {} networks (a scenario has 1 to {}, Eq. 11); {}", array->size(),
                                        max_networks, remedy));
        return std::nullopt;
    }
    Written<std::vector<std::string>> keys{{}, place};
    for (const toml::node& element : *array) {
        const auto* key = element.as_string();
        if (key == nullptr || !is_file_stem(key->get())) {
            problems.add(place,
                         fmt::format("contains {} (a network's key is its file's name without .toml: 1 to {} letters, "
                                     "digits, _ and -); {}",
                                     key == nullptr ? std::string(kind_of(element)) : '"' + key->get() + '"',
                                     max_name_bytes, remedy));
            return std::nullopt;
        }
        const auto same = [&](const std::string& other) { return equal_in_any_case(other, key->get()); };
        if (std::ranges::any_of(keys.value, same))
            problems.add(place, fmt::format("lists {} twice; remove one", key->get()));
        else
            keys.value.push_back(key->get());
    }
    return keys;
}

}  // namespace

RunLayer read_run(const toml::table& table, const Source& source, Problems& problems) {
    RunLayer run;
    for (auto&& [key, node] : table) {
        const Place place = source.place(line_of(key.source()), fmt::format("run.{}", key.str()));
        run.given.emplace_back(key.str());
        if (key == "start")
            run.start = read_start(node, place, problems);
        else if (key == "horizon_months")
            run.horizon_months = read_integer(node, 1, max_months, place, problems);
        else if (key == "report_every_months")
            run.report_every_months = read_integer(node, 1, max_months, place, problems);
        else if (key == "paths")
            run.paths = read_integer(node, 1, max_paths, place, problems);
        else if (key == "seed")
            run.seed = read_seed(node, place, problems);
        else if (key == "confidence")
            run.confidence = read_confidence(node, place, problems);
        else if (key == "networks")
            run.networks = read_networks(node, place, problems);
        else if (problems.full())
            problems.add(place, "");
        else
            problems.add(place, fmt::format("unknown key; {}",
                                            did_you_mean(key.str(), run_keys,
                                                         fmt::format("[run] has {}", fmt::join(run_keys, ", ")))));
    }
    return run;
}

}  // namespace killshot
