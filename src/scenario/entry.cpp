#include "scenario/entry.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "files/printable.hpp"
#include "inputs/calendar.hpp"
#include "inputs/limits.hpp"
#include "inputs/names.hpp"
#include "inputs/spelling.hpp"
#include "scenario/document.hpp"

namespace killshot {
namespace {

constexpr std::int64_t largest_exact_integer = std::int64_t{1} << 53;  // above it, binary64 skips integers

constexpr std::array<std::string_view, 9> field_names{"value",  "low", "high",   "scale", "unit",
                                                      "status", "n",   "source", "as_of"};

/// Reads one entry. A problem is reported at the entry's place and makes it invalid.
class EntryReader {
  public:
    EntryReader(const ParameterSpec& spec, const Source& source, const Place& place, Problems& problems)
        : spec_(spec), source_(source), problems_(problems) {
        entry_.key.spec = &spec;
        entry_.scale = spec.scale;
        entry_.origin = source.origin;
        entry_.place = place;
    }

    Entry read(const toml::node& node) {
        if (const toml::table* table = node.as_table())
            read_table(*table);
        else
            read_bare(node);
        check_range(entry_.value, "");
        if (entry_.valid && !entry_.has_provenance) entry_.source = source_.provenance;
        return std::move(entry_);
    }

  private:
    void complain(std::string_view problem) {
        problems_.add(entry_.place, problem);
        entry_.valid = false;
    }

    void read_bare(const toml::node& node) {
        // A schedule is replaced whole, so its tokens never inherit a unit and a source.
        if (section_of(spec_) == Section::unlock && spec_.requirement != Requirement::number && source_.states_numbers)
            return complain(fmt::format(
                "is a bare number (a network's file states the source of its numbers); write {}", full_form(spec_)));
        entry_.value = read_numbers(node, "");
    }

    void read_table(const toml::table& table) {
        for (auto&& [key, field] : table)
            if (std::ranges::find(field_names, key.str()) == field_names.end())
                complain(fmt::format("{} is not a field of an entry; {}", key.str(),
                                     did_you_mean(key.str(), field_names,
                                                  fmt::format("an entry has {}", fmt::join(field_names, ", ")))));
        if (const toml::node* value = table.get("value"))
            entry_.value = read_numbers(*value, "");
        else
            complain(fmt::format("has no value (the other fields describe it); write {}", full_form(spec_)));
        read_belief(table);
        read_scale(table);
        read_unit(table);
        read_provenance(table);
        read_observations(table);
    }

    void read_observations(const toml::table& table) {
        const toml::node* n = table.get("n");
        if (n == nullptr) return;
        const auto* number = n->as_integer();
        if (number == nullptr || number->get() < 0 || number->get() > max_observations)
            return complain(fmt::format(
                "n is {} (the number of observations behind the number, a whole number in 0..{}, "
                "is expected); correct it or leave it out",
                number == nullptr ? std::string(kind_of(*n)) : std::to_string(number->get()), max_observations));
        entry_.n = static_cast<int>(number->get());
    }

    /// The text of a field; nothing if it is missing or not text.
    std::optional<std::string> read_text(const toml::table& table, std::string_view field) {
        const toml::node* node = table.get(field);
        if (node == nullptr) return std::nullopt;
        const auto* text = node->as_string();
        if (text == nullptr)
            complain(fmt::format("{} is {} (text is expected); write it in quotes", field, kind_of(*node)));
        return text == nullptr ? std::nullopt : std::optional(text->get());
    }

    void read_unit(const toml::table& table) {
        const auto unit = read_text(table, "unit");
        if (unit && *unit != spec_.unit)
            complain(fmt::format("unit is \"{}\" ({} is in \"{}\"); convert the number and write unit = \"{}\"", *unit,
                                 spec_.name, spec_.unit, spec_.unit));
        // Correlations are dimensionless.
        const bool wanted = source_.states_numbers && section_of(spec_) != Section::correlation;
        if (wanted && table.get("unit") == nullptr)
            complain(fmt::format("has no unit (a bare number has no meaning); add unit = \"{}\"", spec_.unit));
    }

    void read_provenance(const toml::table& table) {
        const auto status = read_text(table, "status");
        const auto source = read_text(table, "source");
        const std::string statuses = fmt::format("\"{}\"", fmt::join(status_names, "\", \""));
        if (status) {
            const auto known = std::ranges::find(status_names, *status);
            if (known == status_names.end())
                complain(fmt::format("status is \"{}\" (how the number is known); write one of {}", *status, statuses));
            else
                entry_.status = static_cast<Status>(known - status_names.begin());
        }
        if (source && source->empty())
            complain("source is empty; say where the number comes from, or for a judgement its reason");
        if (source && (source->size() > max_source_bytes || printable(*source) != *source))
            complain(
                fmt::format("source is longer than {} bytes, or contains line breaks or control characters (tables "
                            "and reports print it); shorten it to plain text",
                            max_source_bytes));
        if (source_.states_numbers) {
            if (table.get("status") == nullptr)
                complain(fmt::format("has no status (how the number is known); add status = one of {}", statuses));
            if (table.get("source") == nullptr)
                complain(
                    "has no source (where the number comes from; for a judgement, its reason); add source = \"...\"");
        }
        entry_.source = source.value_or(source_.provenance);
        entry_.has_provenance = true;
        const bool has_unit = table.contains("unit") || section_of(spec_) == Section::correlation;
        entry_.is_complete = has_unit && status && source;
        if (const toml::node* as_of = table.get("as_of")) {
            const auto* date = as_of->as_date();
            if (date == nullptr)
                complain(fmt::format("as_of is {} (a date is expected); write as_of = 2026-11-22, without quotes",
                                     kind_of(*as_of)));
            else
                entry_.as_of = text_of(day_of(date->get()));
        }
    }

    void read_belief(const toml::table& table) {
        const toml::node* low = table.get("low");
        const toml::node* high = table.get("high");
        if (low == nullptr && high == nullptr) return;
        if (low == nullptr || high == nullptr)
            return complain(fmt::format("has no {} (a belief is an interval); give both low and high, or neither",
                                        low == nullptr ? "low" : "high"));
        if (is_bool(spec_)) return complain("has low and high (a boolean has no interval); leave them out");
        entry_.low = read_numbers(*low, "low ");
        entry_.high = read_numbers(*high, "high ");
        check_range(entry_.low, "low ");
        check_range(entry_.high, "high ");
        if (!entry_.valid) return;
        for (std::size_t i = 0; i < entry_.value.size(); ++i) {
            const double value = entry_.value[i], at_least = entry_.low[i], at_most = entry_.high[i];
            if (at_least > at_most)
                complain(
                    fmt::format("low {} is above high {} (low..high is an interval); swap them", at_least, at_most));
            else if (value < at_least || value > at_most)
                complain(
                    fmt::format("{} is outside its low..high, {}..{} (the interval contains the median); correct "
                                "one of them",
                                value, at_least, at_most));
        }
    }

    /// If low or high is outside the domain of log or logit, the belief is on the plain scale; its draws are clipped.
    void read_scale(const toml::table& table) {
        const auto is_on = [this](Scale scale) {
            const double low = entry_.low.front(), high = entry_.high.front();
            return scale == Scale::log ? low > 0 : scale != Scale::logit || (low > 0 && high < 1);
        };
        const auto name = read_text(table, "scale");
        if (!entry_.valid) return;
        if (!name) {
            if (!entry_.low.empty() && !is_on(entry_.scale)) entry_.scale = Scale::plain;
            return;
        }
        const auto known = std::find(scale_names.begin() + 1, scale_names.end(), *name);
        const std::string names =
            fmt::format("\"{}\"", fmt::join(scale_names.begin() + 1, scale_names.end(), "\", \""));
        if (known == scale_names.end())
            return complain(fmt::format("scale is \"{}\" (the scale on which the belief is normal); write one of {}",
                                        *name, names));
        if (spec_.scale == Scale::none)
            return complain(
                "has a scale (designs do not draw weights, correlations, prices at t0 and booleans); "
                "leave it out");
        if (entry_.low.empty())
            return complain(
                "has a scale but no low and high (the scale is that of the belief); give them, or leave the scale out");
        entry_.scale = static_cast<Scale>(known - scale_names.begin());
        if (!is_on(entry_.scale))
            complain(fmt::format("low..high is {}..{} (the scale \"{}\" needs numbers in {}); write scale = \"plain\"",
                                 entry_.low.front(), entry_.high.front(), *name,
                                 entry_.scale == Scale::log ? "(0, inf)" : "(0, 1)"));
    }

    std::vector<double> read_numbers(const toml::node& node, std::string_view what) {
        if (std::holds_alternative<CorrelationMatrix Inputs::*>(spec_.member)) return read_matrix(node, what);
        if (size_of(spec_) > 1) return read_row(node, what, size_of(spec_), "one for each hyperscaler");
        return {read_number(node, what)};
    }

    std::vector<double> read_row(const toml::node& node, std::string_view what, std::size_t size,
                                 std::string_view why) {
        const toml::array* array = node.as_array();
        if (array == nullptr || array->size() != size) {
            complain(fmt::format(
                "{}is {} ({} numbers are expected, {}); write [a, b, ...]", what,
                array == nullptr ? std::string(kind_of(node)) : fmt::format("an array of {}", array->size()), size,
                why));
            return {};
        }
        std::vector<double> numbers;
        for (const toml::node& element : *array) numbers.push_back(read_number(element, what));
        return numbers;
    }

    std::vector<double> read_matrix(const toml::node& node, std::string_view what) {
        const toml::array* rows = node.as_array();
        const std::string why = fmt::format("in the order {}", fmt::join(sector_factor_names, ", "));
        if (rows == nullptr || rows->size() != n_sector_factors) {
            complain(
                fmt::format("{}is {} ({} rows are expected, {}); write [[1, ...], ...]", what,
                            rows == nullptr ? std::string(kind_of(node)) : fmt::format("an array of {}", rows->size()),
                            n_sector_factors, why));
            return {};
        }
        std::vector<double> matrix;
        for (const toml::node& element : *rows) {
            const std::vector<double> row = read_row(element, fmt::format("a row {}", what), n_sector_factors, why);
            matrix.insert(matrix.end(), row.begin(), row.end());
        }
        return matrix;
    }

    double read_number(const toml::node& node, std::string_view what) {
        if (is_bool(spec_)) {
            if (const auto* truth = node.as_boolean()) return truth->get() ? 1 : 0;
            complain(fmt::format("{}is {} (true or false is expected); write it without quotes", what, kind_of(node)));
        } else if (const auto* integer = node.as_integer()) {
            if (integer->get() <= largest_exact_integer && integer->get() >= -largest_exact_integer)
                return static_cast<double>(integer->get());
            complain(fmt::format("{}{} is too large an integer (binary64 would round it); write it as a float", what,
                                 integer->get()));
        } else if (const auto* number = node.as_floating_point()) {
            if (std::isfinite(number->get())) return number->get();
            complain(fmt::format("{}is {} (a finite number is expected); give a number in {}", what, number->get(),
                                 text_of(spec_.range)));
        } else {
            complain(fmt::format("{}is {} (a number in \"{}\" is expected); write it without quotes", what,
                                 kind_of(node), spec_.unit));
        }
        return 0;
    }

    void check_range(const std::vector<double>& numbers, std::string_view what) {
        if (!entry_.valid) return;
        for (const double number : numbers)
            if (!spec_.range.contains(number))
                complain(fmt::format("{}{} is outside its physical range: {}; give a number in {}", what, number,
                                     spec_.meaning, text_of(spec_.range)));
    }

    const ParameterSpec& spec_;
    const Source& source_;
    Problems& problems_;
    Entry entry_;
};

}  // namespace

std::string full_form(const ParameterSpec& spec) {
    return fmt::format("{{ value = ..., unit = \"{}\", status = \"...\", source = \"...\" }}", spec.unit);
}

Entry read_entry(const ParameterSpec& spec, const toml::node& node, const Source& source, const Place& place,
                 Problems& problems) {
    return EntryReader(spec, source, place, problems).read(node);
}

void apply(Entry entry, Entries& entries, Problems& problems) {
    const bool in_schedule = is_schedule(section_of(*entry.key.spec));
    if (entry.valid && !entry.is_complete && !in_schedule && !entries.contains(entry.key)) {
        problems.add(
            entry.place,
            fmt::format("overrides nothing (no file states this number with its unit, status and source); write {}",
                        full_form(*entry.key.spec)));
        entry.valid = false;
    }
    const EntryKey key = entry.key;
    entries.insert_or_assign(key, std::move(entry));
}

}  // namespace killshot
