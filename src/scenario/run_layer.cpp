#include "scenario/run_layer.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "inputs/names.hpp"
#include "scenario/document.hpp"
#include "scenario/spelling.hpp"

namespace killshot {
namespace {

constexpr std::array<std::string_view, 6> run_keys{"start", "horizon_months", "paths",
                                                   "seed",  "confidence",     "networks"};

std::optional<Written<std::int64_t>> read_integer(const toml::node& node, std::int64_t least, std::int64_t most,
                                                  const Place& place, Problems& problems) {
    const auto* integer = node.as_integer();
    if (integer == nullptr) {
        problems.add(place, fmt::format("is {} (an integer is wanted); write it without quotes and without a point",
                                        kind_of(node)));
        return std::nullopt;
    }
    if (integer->get() < least || integer->get() > most) {
        problems.add(place, fmt::format("{} is outside {}..{}; give an integer within", integer->get(), least, most));
        return std::nullopt;
    }
    return Written<std::int64_t>{integer->get(), place};
}

std::optional<Written<double>> read_confidence(const toml::node& node, const Place& place, Problems& problems) {
    const auto* number = node.as_floating_point();
    if (number == nullptr || !(number->get() > 0 && number->get() < 1)) {
        problems.add(place,
                     fmt::format("is {} (the confidence of every interval is wanted, between 0 and 1); write "
                                 "confidence = 0.95",
                                 number == nullptr ? std::string(kind_of(node)) : fmt::format("{}", number->get())));
        return std::nullopt;
    }
    return Written<double>{number->get(), place};
}

std::optional<Written<std::chrono::year_month_day>> read_start(const toml::node& node, const Place& place,
                                                               Problems& problems) {
    const auto* date = node.as_date();
    if (date == nullptr) {
        problems.add(place,
                     fmt::format("is {} (a date is wanted); write start = 2026-11-22, without quotes", kind_of(node)));
        return std::nullopt;
    }
    // Twenty years later the calendar has to stand as well.
    if (date->get().year < 1900 || date->get().year > 2200) {
        problems.add(place,
                     fmt::format("is in the year {} (t0 lies in 1900..2200); correct the year", date->get().year));
        return std::nullopt;
    }
    return Written<std::chrono::year_month_day>{day_of(date->get()), place};
}

constexpr bool is_file_stem(std::string_view key) {
    const auto fits = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '_' || letter == '-';
    };
    return !key.empty() && std::ranges::all_of(key, fits);
}

std::optional<Written<std::vector<std::string>>> read_networks(const toml::node& node, const Place& place,
                                                               Problems& problems) {
    constexpr std::string_view remedy = "write networks = [\"akash\", \"render\"]";
    const toml::array* array = node.as_array();
    if (array == nullptr) {
        problems.add(place,
                     fmt::format("is {} (a list of files under networks/ is wanted); {}", kind_of(node), remedy));
        return std::nullopt;
    }
    if (array->empty() || array->size() > max_networks) {
        problems.add(place, fmt::format("names {} networks (a scenario holds 1 to {}, Eq. 11); {}", array->size(),
                                        max_networks, remedy));
        return std::nullopt;
    }
    Written<std::vector<std::string>> keys{{}, place};
    for (const toml::node& element : *array) {
        const auto* key = element.as_string();
        if (key == nullptr || !is_file_stem(key->get())) {
            problems.add(place,
                         fmt::format("holds {} (a network goes by its file's name without .toml: letters, digits, "
                                     "_ and -); {}",
                                     key == nullptr ? std::string(kind_of(element)) : '"' + key->get() + '"', remedy));
            return std::nullopt;
        }
        const auto same = [&](const std::string& other) { return equal_in_any_case(other, key->get()); };
        if (std::ranges::any_of(keys.value, same))
            problems.add(place,
                         fmt::format("names {} twice (each network has one place in the random numbers); remove one",
                                     key->get()));
        else
            keys.value.push_back(key->get());
    }
    return keys;
}

}  // namespace

RunLayer read_run(const toml::table& table, const Source& source, Problems& problems) {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    RunLayer run;
    for (auto&& [key, node] : table) {
        const Place place = source.place(line_of(key.source()), fmt::format("run.{}", key.str()));
        run.given.emplace_back(key.str());
        if (key == "start")
            run.start = read_start(node, place, problems);
        else if (key == "horizon_months")
            run.horizon_months = read_integer(node, 1, max_months, place, problems);
        else if (key == "paths")
            run.paths = read_integer(node, 1, most, place, problems);
        else if (key == "seed")
            run.seed = read_integer(node, 0, most, place, problems);
        else if (key == "confidence")
            run.confidence = read_confidence(node, place, problems);
        else if (key == "networks")
            run.networks = read_networks(node, place, problems);
        else if (problems.full())
            problems.add(place, "");
        else
            problems.add(place, fmt::format("unknown key (of [run]); {}",
                                            did_you_mean(key.str(), run_keys,
                                                         fmt::format("[run] has {}", fmt::join(run_keys, ", ")))));
    }
    return run;
}

}  // namespace killshot
