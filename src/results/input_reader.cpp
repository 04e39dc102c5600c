#include "results/input_reader.hpp"

#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "inputs/limits.hpp"
#include "results/schema/file.hpp"

namespace killshot {

namespace {

using hdf5::Failure;
using schema::Dimension;
using schema::Group;

/// The columns of /parameters: those of shared parameters, or those of networks' parameters with a row a network.
struct Columns {
    std::vector<std::string> names;
    std::vector<double> value, low, high;
    std::vector<std::int8_t> status;
    std::vector<std::string> unit, source, as_of;
    std::vector<double> n;

    /// prefix: of the variables' names.
    Columns(const SchemaFile& file, Dimension dimension, const std::string& prefix, int scenario)
        : names(file.whole<std::string>(Group::parameters, dimension)) {
        const auto numbers = [&](const char* name) {
            return file.row<double>(Group::parameters, prefix + name, scenario);
        };
        const auto texts = [&](const char* name) { return file.whole<std::string>(Group::parameters, prefix + name); };
        value = numbers("value");
        const bool has_beliefs = file.outputs() == Outputs::all;
        low = has_beliefs ? numbers("low") : std::vector<double>(value.size(), std::nan(""));
        high = has_beliefs ? numbers("high") : low;
        status = file.row<std::int8_t>(Group::parameters, prefix + "status", scenario);
        unit = texts("unit");
        source = texts("source");
        as_of = texts("as_of");
        n = file.whole<double>(Group::parameters, prefix + "n");
    }

    /// Appends what the scenario has of the parameters of `network` (-1: shared), each key after `prefix`.
    void append_to(std::vector<ResultInput>& inputs, int network, const std::string& prefix) const {
        const std::size_t first = network < 0 ? 0 : static_cast<std::size_t>(network) * names.size();
        for (std::size_t i = 0; i < names.size(); ++i) {
            const std::size_t at = first + i;
            if (std::isnan(value[at])) continue;
            const std::string key = prefix + names[i];
            if (status[at] < 0 || status[at] > static_cast<std::int8_t>(Status::assumed))
                throw Failure(fmt::format("parameter {} has the unknown status {}", key, status[at]));
            inputs.push_back({network, key, value[at], low[at], high[at], unit[i], static_cast<Status>(status[at]),
                              observations(key, n[at]), source[at], as_of[at]});
        }
    }

  private:
    static std::optional<int> observations(const std::string& key, double n) {
        if (std::isnan(n)) return std::nullopt;
        if (!(n >= 0 && n <= max_observations)) throw Failure(fmt::format("parameter {} has n = {}", key, n));
        return static_cast<int>(n);
    }
};

}  // namespace

std::vector<ResultInput> read_inputs(const SchemaFile& file, const ResultHeader& header, int scenario) {
    std::vector<ResultInput> inputs;
    Columns(file, Dimension::parameter, "", scenario).append_to(inputs, -1, "");
    if (file.length(Dimension::network_parameter) == 0) return inputs;
    const Columns of_networks(file, Dimension::network_parameter, "network_", scenario);
    for (std::size_t i = 0; i < header.projects.size(); ++i)
        of_networks.append_to(inputs, static_cast<int>(i), fmt::format("networks.{}.", header.projects[i].key));
    return inputs;
}

Provenance read_provenance(const SchemaFile& file) {
    Provenance provenance;
    const auto text = [&](const char* name) { return file.text(Group::provenance, name); };
    provenance.command_line = text("command_line");
    provenance.git = text("git");
    provenance.compiler = text("compiler");
    provenance.flags = text("flags");
    provenance.backend = file.text(Group::root, "backend");
    provenance.isa = file.text(Group::root, "isa");
    provenance.device = file.text(Group::timing, "device");
    provenance.cuda = text("cuda");
    provenance.created_utc = file.text(Group::root, "created_utc");
    provenance.input_sha256 = text("input_sha256");
    if (file.length(Dimension::file) == 0) return provenance;
    const auto paths = file.whole<std::string>(Group::provenance, Dimension::file),
               digests = file.whole<std::string>(Group::provenance, "sha256");
    for (std::size_t i = 0; i < paths.size(); ++i) provenance.files.push_back({paths[i], digests[i]});
    return provenance;
}

}  // namespace killshot
