/// One parameter as one layer states it: a number with its provenance, or a bare number that overrides one.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "inputs/parameters.hpp"
#include "killshot/error.hpp"
#include "killshot/scenario.hpp"
#include "scenario/problems.hpp"

namespace killshot {

/// What a layer was read from: a file, or an argument of --set.
struct Source {
    std::string file;             // "scenarios/base.toml", "--set sector.cut_rate=0.3"
    std::string provenance;       // the source of its overrides: "override in price_war.toml", "--set"
    Origin origin{};              // of its numbers
    bool is_argument = false;     // a key and value without lines of their own
    int line = 0;                 // of an argument that stands in a file
    bool states_numbers = false;  // a network's file or the innermost scenario: unit, status and source are required

    Place place(int line_in_file, std::string key) const {
        return {.file = file, .line = is_argument ? this->line : line_in_file, .key = std::move(key)};
    }
};

/// Which parameter of the sector or of one network an entry states. An entry states an array whole.
struct EntryKey {
    const ParameterSpec* spec = nullptr;
    std::size_t schedule_element = 0;  // the tranche or cut
    auto operator<=>(const EntryKey&) const = default;
};

struct Entry {
    EntryKey key;
    std::vector<double> value;      // one number, or row by row
    std::vector<double> low, high;  // empty where the entry has none
    Scale scale = Scale::none;      // of that belief
    bool has_provenance = false;    // false for a bare value, whose status and source are filled in
    bool is_complete = false;       // has unit, status and source: it may stand where there is nothing to override
    Status status = Status::assumed;
    std::string source, as_of;
    std::optional<int> n;  // observations behind the number
    Origin origin;
    Place place;
    bool valid = true;  // false where a problem has been reported

    /// The number of one element of an array, or the only one.
    [[nodiscard]] double number(std::size_t element) const { return value[value.size() > 1 ? element : 0]; }
};

/// The entries of the sector or of one network after the layers so far.
using Entries = std::map<EntryKey, Entry>;

/// Reads a bare value or a table {value, low, high, scale, unit, status, n, source, as_of}. An entry with a problem is
/// not valid.
Entry read_entry(const ParameterSpec& spec, const toml::node& node, const Source& source, const Place& place,
                 Problems& problems);

/// Replaces the inherited entry. An override that overrides nothing is a problem, except in a schedule.
void apply(Entry entry, Entries& entries, Problems& problems);

/// "{ value = ..., unit = "1/year", status = "...", source = "..." }": a parameter written in full.
std::string full_form(const ParameterSpec& spec);

}  // namespace killshot
