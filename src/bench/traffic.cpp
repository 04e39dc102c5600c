#include "bench/traffic.hpp"

#include <cstdint>

#include "kernels/counts.hpp"
#include "killshot/model/outputs.hpp"
#include "killshot/model/step.hpp"
#include "tables/tally_layout.hpp"

namespace killshot::bench {

StepBytes bytes_of_step(const Scenario& scenario, int block_width) {
    constexpr double stored_and_loaded = 2;
    const TallyLayout layout = layout_of(scenario, block_width);
    const double networks = layout.n_networks(), months = layout.n_months(), width = block_width;
    StepBytes bytes;
    const double of_network = sizeof(NetworkDraws<float>) + sizeof(Offer<float>) + sizeof(Network<float>) +
                              sizeof(MaskOf<float>) /* adopted */ + sizeof(LowMonths<float>);
    const double of_sector = sizeof(Sector<float>) + sizeof(Watch<float>);
    bytes.state = stored_and_loaded * (of_network + of_sector / networks);
    bytes.tables = (sizeof(NetworkTable<float>) + sizeof(NetworkStep<float>) +
                    (sizeof(SectorTable<float>) + sizeof(SectorStep<float>)) / networks) /
                   width;
    const double conditions = sizeof(std::uint32_t) * (kernels::n_recorded + kernels::n_recorded_readings);
    const double counters = sizeof(std::int64_t) * static_cast<double>(layout.n_plain());
    bytes.counts = stored_and_loaded * (conditions + counters / (networks * months)) / width;
    const double of_value = sizeof(float) + sizeof(std::int32_t) /* bin */ + sizeof(std::uint32_t) /* its count */;
    const double of_date = sizeof(Settlement<float>) + of_value * (n_network_outputs + n_sector_outputs / networks);
    bytes.report_dates = stored_and_loaded * of_date * layout.n_dates() / months;
    return bytes;
}

}  // namespace killshot::bench
