#include "tables.hpp"

#include <algorithm>
#include <cstring>

#include "kernels.hpp"

namespace killshot::cuda {

namespace {

/// Appends one table per lane, quad by quad. Lanes without a network get a copy of the last one.
template <class Table>
void append(std::vector<Quad>& quads, const Table* tables, int n_networks) {
    const int n_lanes = tile_of(n_networks);
    const std::size_t first = quads.size();
    quads.resize(first + static_cast<std::size_t>(quads_of<Table> * n_lanes), Quad{});
    for (int lane = 0; lane < n_lanes; ++lane) {
        Quad of_lane[quads_of<Table>] = {};
        std::memcpy(of_lane, &tables[std::min(lane, n_networks - 1)], sizeof(Table));
        for (int quad = 0; quad < quads_of<Table>; ++quad) {
            quads[first + static_cast<std::size_t>(quad * n_lanes + lane)] = of_lane[quad];
        }
    }
}

}  // namespace

void DeviceTables::stage(const ScenarioTable<float>& table, const TallyLayout& layout) {
    std::vector<Quad> networks, network_steps;
    append(networks, table.networks, table.n_networks);
    for (int k = 0; k < table.n_steps; ++k) {
        append(network_steps, table.network_steps + k * table.n_networks, table.n_networks);
    }
    std::vector<std::int32_t> date_of_step(static_cast<std::size_t>(table.n_steps), -1);
    for (int date = 0; date < layout.n_dates(); ++date) {
        date_of_step[static_cast<std::size_t>(layout.report_steps()[static_cast<std::size_t>(date)])] = date;
    }
    networks_.stage(networks);
    network_steps_.stage(network_steps);
    sector_steps_.stage({table.sector_steps, table.sector_steps + table.n_steps});
    date_of_step_.stage(date_of_step);
}

void DeviceTables::copy(const Stream& stream) const {
    networks_.copy(stream);
    network_steps_.copy(stream);
    sector_steps_.copy(stream);
    date_of_step_.copy(stream);
}

void DeviceTables::set(Launch& launch, const ScenarioTable<float>& table, const std::vector<Stance>& stances) const {
    launch.sector = table.sector;
    launch.n_networks = table.n_networks;
    launch.n_steps = table.n_steps;
    for (std::size_t i = 0; i < stances.size(); ++i) {
        launch.networks_of_stance[static_cast<std::size_t>(stances[i])] |= 1U << i;
    }
    launch.network_table = networks_.data();
    launch.network_steps = network_steps_.data();
    launch.sector_steps = sector_steps_.data();
    launch.date_of_step = date_of_step_.data();
}

}  // namespace killshot::cuda
