// Prints, as JSON, what a build makes of its rows and outputs: the layout of the tally, counts and sums of a small run
// on the scalar kernels, and docs/schema.md. recipes_test.py builds it from a tree to which toys have been added.
#include <cstdint>
#include <iostream>
#include <vector>

#include <nlohmann/json.hpp>

#include "backend/thread_counts.hpp"
#include "inputs/calendar.hpp"
#include "killshot/model/outputs.hpp"
#include "results/schema/schema.hpp"
#include "support/draft_tables.hpp"

int main() {
    using namespace killshot;
    constexpr std::int64_t n_paths = 256;
    const Inputs inputs = test::draft();
    const TableStorage<float> storage(inputs);
    const ScenarioTable<float> table = storage.view();
    const TallyLayout layout(table.n_networks, table.n_steps, {5, 35}, n_paths);
    std::vector<std::int32_t> date_of_step(static_cast<std::size_t>(table.n_steps), -1);
    for (std::size_t date = 0; date < layout.report_steps().size(); ++date)
        date_of_step[static_cast<std::size_t>(layout.report_steps()[date])] = static_cast<std::int32_t>(date);
    const std::vector<std::uint8_t> stances(static_cast<std::size_t>(table.n_networks));

    Tally tally(layout);
    ThreadCounts counts(layout);
    kernels::scalar_kernels().run({&table, stances.data(), date_of_step.data(), layout.n_dates(), /*seed=*/1,
                                   /*first_path=*/0, n_paths, counts.counts(tally), counts.buffer(), counts.history()});
    counts.add_to(tally);

    nlohmann::json json;
    for (int r = 0; r < n_plain_rows; ++r) {
        const auto& extent = layout.extent(static_cast<Row>(r));
        json["rows"][std::string(extent.name)] = {
            {"shape", std::vector<int>(extent.shape.begin(), extent.shape.begin() + extent.rank)},
            {"values", tally.row(static_cast<Row>(r))}};
    }
    for (const OutputInfo& info : NetworkOutputs::info) json["network_outputs"].push_back(info.name);
    for (const OutputInfo& info : SectorOutputs::info) json["sector_outputs"].push_back(info.name);
    json["page"] = schema::page();
    std::cout << json << '\n';
}
