/// The draft's inputs and tables in binary64, and paths of the sector alone, for the tests of the equations.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "killshot/lanes/reference.hpp"
#include "killshot/model/sector.hpp"
#include "killshot/random/path_words.hpp"
#include "tables/tables.hpp"
#include "verify/draft.hpp"
#include "verify/known_answers.hpp"

namespace killshot::test {

/// A fresh copy of the inputs in tests/data/draft_base.json or draft_stress.json.
inline Inputs draft(const std::string& name = "base") {
    static std::map<std::string, Inputs> read;
    const auto found = read.find(name);
    if (found != read.end()) return found->second;
    return read[name] = inputs_from_json(known_answers("draft_" + name));
}

inline SectorTable<double> sector_table(const Inputs& inputs) { return TableStorage<double>(inputs).view().sector; }
inline NetworkTable<double> network_table(const Inputs& inputs, int network = 0) {
    const TableStorage<double> storage(inputs);
    return storage.view().networks[network];
}

/// prob(r) of docs/model.md: the probability that an event of that yearly rate happens in a step.
inline double probability(double rate) { return -std::expm1(-rate * dt_years); }

/// Runs the sector alone and calls visit(path, step, sector) after each step.
template <class Visit>
void for_each_sector_step(const Inputs& inputs, int n_paths, const Visit& visit) {
    const TableStorage<double> storage(inputs);
    const ScenarioTable<double> table = storage.view();
    for (int path = 0; path < n_paths; ++path) {
        const auto words = path_words<Real64>(path, 1);
        StartDraws<Real64> start;
        draw(start, words);
        Sector<Real64> sector = sector_at_start(table.sector, start);
        for (int k = 0; k < table.n_steps; ++k) {
            SectorDraws<Real64> draws;
            draw(draws, words, static_cast<std::uint32_t>(k));
            step_sector(table.sector, table.sector_steps[k], draws, sector);
            visit(path, k, sector);
        }
    }
}

}  // namespace killshot::test
