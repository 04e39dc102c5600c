#include "results/schema/file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>

#include "inputs/limits.hpp"
#include "killshot/error.hpp"
#include "killshot/inputs.hpp"
#include "results/is_result.hpp"

namespace killshot {

namespace {

using hdf5::Failure;
using schema::Dimension;
using schema::Group;
using schema::Variable;

/// The lengths that an axis can have. Checked before memory is allocated for what a file claims.
struct LengthRange {
    std::size_t least, most;
};
constexpr LengthRange fixed(std::size_t length) { return {length, length}; }

constexpr std::size_t most_scenarios = 1'000'000, most_parameters = 10'000, most_files = 10'000;

struct KnownAxis {
    Dimension dimension;
    LengthRange range;
};
constexpr KnownAxis root_axes[] = {
    {Dimension::scenario, {1, most_scenarios}},
    {Dimension::project, {1, max_networks}},
    {Dimension::time, {1, max_months}},
    {Dimension::month, {1, max_months}},
    {Dimension::quantile, fixed(n_quantiles)},
    {Dimension::cause, fixed(n_causes)},
    {Dimension::bound, fixed(2)},
    {Dimension::stance, fixed(n_stances)},
    {Dimension::killed, {2, max_networks + 1}},
    {Dimension::exit_mask, fixed(std::size_t{1} << n_causes)},
    {Dimension::reading, fixed(n_readings)},
    {Dimension::byte, {1, static_cast<std::size_t>(max_kill_bit_paths / 8)}},
};
/// Axes of /signals, whose lengths are known.
constexpr KnownAxis signal_axes[] = {
    {Dimension::signal, fixed(n_signals)},
    {Dimension::bin, fixed(n_signal_bins)},
};

constexpr KnownAxis belief_axes[] = {{Dimension::draw, {1, max_draws}}, {Dimension::drawn, {1, 1U << 16U}}};
constexpr std::size_t most_drawn_values = std::size_t{1} << 27U;

void require_length(const Variable& coordinate, std::size_t length, const LengthRange& range) {
    if (length < range.least || length > range.most)
        throw Failure(fmt::format("axis {} has {} entries instead of {} to {}", coordinate.name, length, range.least,
                                  range.most));
}

/// Reads a little of the file without the HDF5 library. A folder, a device or a FIFO is not opened: that could block.
void require_hdf5(const std::string& path) {
    const auto refuse = [&](std::string_view why) {
        throw Error(fmt::format("{}: is not a killshot result ({}); name a file that killshot run wrote", path, why));
    };
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(path, error);
    if (is_directory(status)) refuse("it is a folder");
    if (exists(status) && !is_regular_file(status)) refuse("it is not a regular file");
    std::ifstream stream(path, std::ios::binary);
    if (!stream) {
        throw Error(
            fmt::format("{}: cannot be opened ({}); name a file that killshot run wrote", path, std::strerror(errno)));
    }
    constexpr std::string_view signature("\x89HDF\r\n\x1a\n", 8);
    std::string head(slice_signature.size(), '\0');
    stream.read(head.data(), static_cast<std::streamsize>(head.size()));
    if (head == slice_signature)
        throw Error(
            fmt::format("{}: is not a result but a slice of a run; killshot merge makes a result of all slices", path));
    if (!head.starts_with(signature)) refuse("it is not an HDF5 file");
}

}  // namespace

SchemaFile::SchemaFile(const std::string& path) {
    require_hdf5(path);
    file_ = hdf5::open_file(path);
    require_version(path);
    outputs_ = read_outputs();
    read_lengths();
}

/// Files of earlier programs have everything, and no attribute that says so.
Outputs SchemaFile::read_outputs() const {
    constexpr const char* attribute = "outputs";
    if (!hdf5::has_attribute(file_, attribute)) return Outputs::all;
    const std::string outputs = text(Group::root, attribute);
    if (outputs != "all" && outputs != "kills") throw Failure("attribute outputs is neither all nor kills");
    return outputs == "all" ? Outputs::all : Outputs::kills;
}

void SchemaFile::check_variables() const {
    const bool few_scenarios = length(Dimension::scenario) <= schema::most_scenarios_with_quantile_intervals;
    for (const Variable& variable : schema::variables()) {
        const bool is_read =
            variable.group == Group::root ||
            ((variable.group == Group::beliefs || variable.group == Group::epistemic) && has(variable.group)) ||
            (variable.group == Group::signals && variable.type == schema::Type::int64) ||
            variable.group == Group::parameters || (variable.group == Group::provenance && variable.name == "sha256");
        const bool is_there = schema::is_in(variable, outputs_) && (few_scenarios || !variable.few_scenarios) &&
                              std::ranges::none_of(variable.dimensions, [this](Dimension d) { return length(d) == 0; });
        if (is_read && is_there) hdf5::check_chunks(open(variable), variable.type);
    }
}

std::string SchemaFile::text(Group group, const std::string& name) const {
    if (group == Group::root) return hdf5::read_text_attribute(file_, name);
    return hdf5::read_text_attribute(hdf5::open_group(file_, std::string(schema::name_of(group))), name);
}

const Variable& SchemaFile::variable(Group group, std::string_view name) {
    const Variable* found = schema::find(group, name);
    if (found == nullptr) throw std::logic_error("the schema has no variable " + std::string(name));
    return *found;
}

schema::Values SchemaFile::values(const Variable& variable) const { return hdf5::read(open(variable), variable.type); }

schema::Values SchemaFile::row_values(const Variable& variable, int scenario) const {
    return hdf5::read_rows(open(variable), variable.type, static_cast<hsize_t>(scenario), 1);
}

hdf5::Id SchemaFile::open(const Variable& variable) const {
    hdf5::Lengths lengths;
    for (const Dimension dimension : variable.dimensions) lengths.push_back(length(dimension));
    const auto open_in = [&](hid_t group) { return hdf5::open_dataset(group, variable.name, variable.type, lengths); };
    if (variable.group == Group::root) return open_in(file_);
    return open_in(hdf5::open_group(file_, std::string(schema::name_of(variable.group))));
}

void SchemaFile::require_version(const std::string& path) const {
    constexpr const char* attribute = "killshot_schema";
    if (!hdf5::has_attribute(file_, attribute)) {
        throw Error(fmt::format(
            "{}: is not a killshot result (an HDF5 file without the attribute {}); name a file that killshot "
            "run wrote",
            path, attribute));
    }
    if (const std::string found = text(Group::root, attribute); found != schema::version) {
        throw Error(
            fmt::format("{}: has schema {} (this program reads {}); read it with the program that wrote it, {}, or run "
                        "the scenario "
                        "again",
                        path, found, schema::version, text(Group::root, "source")));
    }
}

void SchemaFile::read_lengths() {
    const auto read_in = [this](hid_t group, Dimension dimension, const LengthRange& range) {
        const Variable& coordinate = schema::coordinate(dimension);
        const hsize_t length = hdf5::length_of_list(group, coordinate.name, coordinate.type);
        require_length(coordinate, length, range);
        lengths_[static_cast<std::size_t>(dimension)] = static_cast<std::size_t>(length);
    };
    for (const auto& [dimension, range] : root_axes) {
        // A file of kills does not have the coordinates that nothing in it uses.
        if (outputs_ == Outputs::all || range.least != range.most || has(dimension))
            read_in(file_, dimension, range);
        else
            lengths_[static_cast<std::size_t>(dimension)] = range.least;
    }
    const auto group = [this](Group name) { return hdf5::open_group(file_, std::string(schema::name_of(name))); };
    if (outputs_ == Outputs::all) {
        const hdf5::Id signals = group(Group::signals);
        for (const auto& [dimension, range] : signal_axes) read_in(signals, dimension, range);
    }
    const hdf5::Id parameters = group(Group::parameters);
    read_in(parameters, Dimension::parameter, {1, most_parameters});
    // An axis without entries is not in the file.
    const auto read_if_there = [&](hid_t in, Dimension dimension, const LengthRange& range) {
        if (hdf5::has_link(in, std::string(schema::name_of(dimension)))) read_in(in, dimension, range);
    };
    read_if_there(parameters, Dimension::network_parameter, {1, most_parameters});
    read_if_there(group(Group::provenance), Dimension::file, {1, most_files});
    if (length(Dimension::killed) != length(Dimension::project) + 1)
        throw Failure("axis killed does not have one entry more than axis project");
    if (!has(Group::beliefs)) return;
    const hdf5::Id beliefs = group(Group::beliefs);
    for (const auto& [dimension, range] : belief_axes) read_in(beliefs, dimension, range);
    if (length(Dimension::draw) * length(Dimension::drawn) > most_drawn_values)
        throw Failure("axes draw and drawn are longer than any run makes them");
}

}  // namespace killshot
