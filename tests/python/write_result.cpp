/// write_result SCENARIO FOLDER: simulates a little of a scenario and writes one.h5 (a scenario, with draws of beliefs
/// that are made up) and batch.h5 (six rows of it, one of them failed), for the tests of the file by its readers.
#include <cstdlib>
#include <exception>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "backend/cpu.hpp"
#include "killshot/backend.hpp"
#include "killshot/scenario.hpp"
#include "results/writer.hpp"
#include "tables/tables.hpp"
#include "tables/tally_layout.hpp"

namespace {

using namespace killshot;

constexpr std::int64_t n_paths = 2003;  // no multiple of 8: kill_bits has unused bits

/// Enough draws that their counts are compressed.
BeliefDraws made_up_draws(std::size_t n_networks) {
    BeliefDraws draws;
    draws.paths = 100;
    draws.has_2027 = true;
    draws.drawn = {{"sector.cut_rate", "cut_rate", -1, Status::derived, 6, "counted"},
                   {"networks.*.margin0", "margin0", -1, Status::assumed, std::nullopt, "a judgement"}};
    for (std::int64_t draw = 0; draw < 700; ++draw) {
        draws.values.insert(draws.values.end(), {static_cast<double>(draw) / 700, static_cast<double>(draw % 7)});
        draws.counts.push_back({90, {std::vector<std::int64_t>(n_networks, draw % 50), 0}, {}});
        KillCounts& counts = draws.counts.back();
        counts.by_horizon.n_killed_squared = (draw % 50) * static_cast<std::int64_t>(n_networks * n_networks);
        counts.by_2027 = {std::vector<std::int64_t>(n_networks, 0), 0};
    }
    return draws;
}

void write(const Scenario& scenario, const std::string& folder) {
    const TableStorage<float> tables(scenario.inputs);
    Tally tally(layout_of(scenario, n_paths));
    const auto backend = make_cpu_backend(1, "auto");
    backend->run(tables.view(), stances_of(scenario.inputs), scenario.seed, {0, n_paths}, tally, {});

    RunMetadata metadata;
    metadata.title = scenario.name;
    metadata.input = scenario.name;
    metadata.command_line = "write_result";
    metadata.backend = backend->name();
    metadata.isa = backend->isa();
    metadata.device = backend->device();
    const RunTiming timing{{{"simulate", 1.0}, {"write", 0.5}}, 1e6};

    ResultWriter one(folder + "/one.h5", metadata, ResultFrame::of(scenario, n_paths), Existing::replace);
    one.write_scenario(0, scenario, tables.starts(), tally);
    const BeliefDraws draws = made_up_draws(scenario.inputs.networks.size());
    one.finish(timing, &draws);

    ResultFrame frame = ResultFrame::of(scenario, n_paths);
    frame.scenarios = {"base", "variant", "broken", "same", "again", "twin"};
    frame.draws_beliefs = true;
    ResultWriter batch(folder + "/batch.h5", metadata, frame, Existing::replace);
    for (const int row : {0, 1, 3, 4, 5}) {
        batch.write_scenario(row, scenario, tables.starts(), tally,
                             row == 1 ? StopReason::target_se : StopReason::all_paths);
    }
    batch.finish(timing);
}

}  // namespace

int main(int n_arguments, char** arguments) {
    if (n_arguments != 3) {
        std::cerr << "usage: write_result SCENARIO FOLDER\n";
        return 2;
    }
    try {
        write(read_scenario(arguments[1], {}), arguments[2]);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
    return EXIT_SUCCESS;
}
