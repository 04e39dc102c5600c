#include "results/schema/file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>

#include "killshot/error.hpp"
#include "killshot/inputs.hpp"

namespace killshot {

namespace {

using hdf5::Failure;
using schema::Dimension;
using schema::Group;
using schema::Variable;

/// How long an axis of the root may be. What a damaged file claims is held against it before memory is asked for.
struct LengthRange {
    std::size_t least, most;
};
constexpr LengthRange fixed(std::size_t length) { return {length, length}; }

constexpr std::size_t most_scenarios = 1'000'000;

struct Axis {
    Dimension dimension;
    LengthRange range;
};
constexpr Axis root_axes[] = {
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
    {Dimension::byte, {1, static_cast<std::size_t>(max_kill_bit_paths / 8)}},
};

/// Says what a file is where it is no HDF5 file.
void require_hdf5(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) {
        throw Error(
            fmt::format("{}: cannot be opened ({}); name a result of killshot run", path, std::strerror(errno)));
    }
    constexpr std::string_view signature("\x89HDF\r\n\x1a\n", 8);
    std::string head(signature.size(), '\0');
    stream.read(head.data(), static_cast<std::streamsize>(head.size()));
    if (static_cast<std::size_t>(stream.gcount()) < head.size() || head != signature) {
        throw Error(fmt::format("{}: is no result (it is no HDF5 file); name a result of killshot run", path));
    }
}

}  // namespace

SchemaFile::SchemaFile(const std::string& path) {
    require_hdf5(path);
    file_ = hdf5::open_file(path);
    require_version(path);
    read_lengths();
    const bool few_scenarios = length(Dimension::scenario) <= schema::most_scenarios_with_quantile_intervals;
    for (const Variable& of : schema::variables()) {
        if (of.group == Group::root && (few_scenarios || !of.few_scenarios)) static_cast<void>(open(of));
    }
}

std::string SchemaFile::text(Group group, const std::string& name) const {
    if (group == Group::root) return hdf5::read_text_attribute(file_, name);
    const std::string group_name(schema::name_of(group));
    if (!hdf5::has_link(file_, group_name)) throw Failure("it has no group " + group_name);
    const hdf5::Id id(H5Gopen2(file_, group_name.c_str(), H5P_DEFAULT), H5Gclose);
    return hdf5::read_text_attribute(id, name);
}

const Variable& SchemaFile::variable(std::string_view name, Group group) {
    const Variable* found = schema::find(group, name);
    if (found == nullptr) throw std::logic_error("the schema has no variable " + std::string(name));
    return *found;
}

hdf5::Id SchemaFile::open(const Variable& of) const {
    const std::string folder = of.group == Group::root ? "" : std::string(schema::name_of(of.group)) + "/";
    hdf5::Id dataset = hdf5::open_dataset(file_, folder + of.name, of.type);
    hdf5::Lengths wanted;
    for (const Dimension dimension : of.dimensions) wanted.push_back(length(dimension));
    if (hdf5::lengths_of(dataset) != wanted) throw Failure("variable " + of.name + " has not the shape of its axes");
    return dataset;
}

void SchemaFile::require_version(const std::string& path) const {
    constexpr const char* attribute = "killshot_schema";
    if (!hdf5::has_attribute(file_, attribute)) {
        throw Error(
            fmt::format("{}: is no result (an HDF5 file without {}); name a result of killshot run", path, attribute));
    }
    if (const std::string found = text(Group::root, attribute); found != schema::version) {
        throw Error(fmt::format("{}: has schema {} (this program reads {}); read it with {}, or run it again", path,
                                found, schema::version, text(Group::root, "source")));
    }
}

void SchemaFile::read_lengths() {
    for (const auto& [dimension, range] : root_axes) {
        const Variable& of = schema::coordinate(dimension);
        const hdf5::Lengths lengths = hdf5::lengths_of(hdf5::open_dataset(file_, of.name, of.type));
        if (lengths.size() != 1 || lengths[0] < range.least || lengths[0] > range.most) {
            throw Failure(fmt::format("axis {} has not between {} and {} entries", of.name, range.least, range.most));
        }
        lengths_[static_cast<std::size_t>(dimension)] = static_cast<std::size_t>(lengths[0]);
    }
    if (length(Dimension::killed) != length(Dimension::project) + 1)
        throw Failure("axis killed does not fit axis project");
}

}  // namespace killshot
