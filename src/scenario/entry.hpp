/// One parameter as one layer of files writes it: a number with its provenance, or a bare number that overrides one.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "inputs/parameters.hpp"
#include "killshot/error.hpp"
#include "killshot/scenario.hpp"
#include "scenario/problems.hpp"

namespace killshot {

/// Where a table of a layer was read from: a file, or an argument of --set.
struct Source {
    std::string file;             // "scenarios/base.toml", "--set sector.cut_rate=0.3"
    std::string provenance;       // what an override says of itself: "override in price_war.toml", "--set"
    bool is_argument = false;     // a key and value without lines of their own
    int line = 0;                 // of an argument that stands in a file
    bool states_numbers = false;  // true of a network's files and the innermost scenario: their tables are complete

    Place place(int line_in_file, std::string key) const {
        return {.file = file, .line = is_argument ? this->line : line_in_file, .key = std::move(key)};
    }
};

struct Entry {
    const ParameterSpec* spec = nullptr;
    std::string name;               // within its scope: "cut_rate", "emission.per_day", "unlocks.0.tokens"
    std::vector<double> value;      // one number, or row by row
    std::vector<double> low, high;  // empty where the entry has none
    Scale scale = Scale::none;      // of that belief
    bool has_provenance = false;    // false of a bare value: status and source are made up for it
    bool is_complete = false;       // with unit, status and source: it stands where there is nothing to override
    Status status = Status::assumed;
    std::string source, as_of;
    Place place;
    bool valid = true;  // false where its problems have been told
};

/// What is known of a scope (the sector, one network) after the layers so far.
using Entries = std::map<std::string, Entry, std::less<>>;

/// Reads a bare value, or a table {value, low, high, unit, status, source, as_of}. An entry with problems is not valid.
Entry read_entry(const ParameterSpec& spec, const toml::node& node, const Source& source, const Place& place,
                 Problems& problems);

/// Lays the entry over what it inherits; an override that overrides nothing is a problem, but in a schedule.
void apply(Entry entry, Entries& entries, Problems& problems);

/// "{ value = ..., unit = "1/year", status = "...", source = "..." }": how a parameter is written in full.
std::string full_form(const ParameterSpec& spec);

}  // namespace killshot
