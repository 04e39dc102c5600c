#include "bench/one_thread.hpp"

namespace killshot::bench {

namespace {
constexpr double normals_per_network_step = 2, normals_per_sector_step = 6;
}

OneThread::OneThread(const Scenario& scenario, std::int64_t most_paths)
    : tables_(scenario.inputs), table_(tables_.view()), tally_(layout_of(scenario, most_paths)),
      counts_(tally_.layout()), date_of_step_(static_cast<std::size_t>(table_.n_steps), -1) {
    for (const Stance stance : stances_of(scenario.inputs)) stances_.push_back(static_cast<std::uint8_t>(stance));
    const std::vector<int>& steps = tally_.layout().report_steps();
    for (std::size_t date = 0; date < steps.size(); ++date)
        date_of_step_[static_cast<std::size_t>(steps[date])] = static_cast<std::int32_t>(date);
}

void OneThread::run(kernels::Kernel kernel, std::int64_t n_paths) {
    kernel({&table_, stances_.data(), date_of_step_.data(), tally_.layout().n_dates(), /*seed=*/1, 0, n_paths,
            counts_.counts(tally_), counts_.buffer(), counts_.history()});
}

double OneThread::network_path_steps(std::int64_t n_paths) const {
    return static_cast<double>(table_.n_networks) * table_.n_steps * static_cast<double>(n_paths);
}

double OneThread::normals_per_network_path_step() const {
    return normals_per_network_step + normals_per_sector_step / table_.n_networks;
}

}  // namespace killshot::bench
