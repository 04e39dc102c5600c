/// A scenario of three networks and a tally filled by hand, consistent as a simulation's would be, for tests of
/// results.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "inputs/calendar.hpp"
#include "inputs/parameters.hpp"
#include "inputs/values.hpp"
#include "killshot/lanes/float.hpp"
#include "killshot/scenario.hpp"
#include "killshot/tally/histogram.hpp"
#include "killshot/tally/tally.hpp"
#include "tables/tables.hpp"
#include "verify/draft.hpp"
#include "verify/known_answers.hpp"

namespace killshot::sample {

/// Bittensor, io.net and Hyperbolic, which has no token, of the draft, for `months` months.
inline Scenario scenario(int months = 36) {
    Scenario sample;
    sample.name = "sample";
    sample.start = std::chrono::year{2026} / 11 / 22;
    sample.paths = 3000;
    sample.seed = 0xFEDCBA9876543210U;
    sample.confidence = 0.95;
    sample.report_every_months = 6;
    sample.inputs = inputs_from_json(known_answers("draft_base"));
    auto& networks = sample.inputs.networks;
    networks = {networks[0], networks[1], networks[4]};
    networks[0].stance = Stance::conviction;
    networks[1].stance = Stance::conviction;
    networks[2].stance = Stance::skeptical;
    sample.inputs.months = months;
    const auto add = [&](Section section, std::string_view name, int network, std::string path, double value,
                         std::optional<double> low, std::optional<double> high, Status status, std::string source,
                         std::string as_of) {
        Parameter parameter;
        const std::size_t element = section == Section::correlation ? 1 : 0;
        parameter.id = {.spec = find_spec(section, name), .network = network, .element = element};
        parameter.path = std::move(path);
        parameter.name = section == Section::emission ? fmt::format("emission.{}", name) : std::string(name);
        parameter.low = low;
        parameter.high = high;
        parameter.unit = parameter.id.spec->unit;
        parameter.status = status;
        parameter.source = std::move(source);
        parameter.as_of = std::move(as_of);
        set_value(sample.inputs, parameter.id, value);
        sample.parameters.push_back(std::move(parameter));
    };
    using enum Section;
    using enum Status;
    add(sector, "cut_rate", -1, "sector.cut_rate", 0.13, 0.05, 0.28, derived, "six cuts", "2026-11-01");
    for (const ParameterSpec& spec : parameter_table()) {
        if (section_of(spec) != kill_shot) continue;
        const double value = value_of(sample.inputs, {.spec = &spec});
        add(kill_shot, spec.name, -1, fmt::format("kill_shot.{}", spec.name), value, {}, {}, assumed,
            "the thesis' own words", "");
    }
    add(correlation, "matrix", -1, "correlation.matrix.market.pace", 0, {}, {}, assumed, "", "");
    add(network, "margin0", 0, "networks.bittensor.margin0", 0.2, -0.2, 0.6, assumed, "a judgement", "");
    add(network, "spend0_usd", 0, "networks.bittensor.spend0_usd", 43e6, 20e6, 172e6, derived, "fees", "2026-06-01");
    add(network, "margin0", 1, "networks.io_net.margin0", 0.1, -0.2, 0.6, assumed, "a judgement", "");
    add(emission, "vault", 1, "networks.io_net.emission.vault", 1e8, {}, {}, quoted, "docs", "2026-06-01");
    add(network, "margin0", 2, "networks.hyperbolic.margin0", 0, {}, {}, quoted, "report", "2026-10-01");
    sample.files = {{"scenarios/sample.toml", "# Größe\n[run]\n"}, {"scenarios/networks/common.toml", "margin0 = 0\n"}};
    return sample;
}

inline std::vector<NetworkStart> starts(const Scenario& scenario) {
    std::vector<NetworkStart> all;
    for (const NetworkInputs& network : scenario.inputs.networks)
        all.push_back(start_of(scenario.inputs.sector, network));
    return all;
}

/// Paths whose events come by chance, counted by the rules of docs/model.md.
class Filler {
  public:
    Filler(const Scenario& scenario, std::int64_t n_paths, std::uint64_t seed)
        : scenario_(scenario), n_(static_cast<int>(scenario.inputs.networks.size())), months_(scenario.inputs.months),
          n_paths_(n_paths), random_(seed),
          tally_(
              TallyLayout(n_, months_, report_steps(scenario.start, months_, scenario.report_every_months), n_paths)) {}

    Tally fill() {
        for (std::int64_t path = 0; path < n_paths_; ++path) add_path(path);
        return tally_;
    }

  private:
    /// An element of a row, by its C-order index.
    std::int64_t& at(Row row, std::initializer_list<int> indices) {
        const auto& extent = tally_.layout().extent(row);
        std::size_t index = 0, axis = 0;
        for (const int i : indices)
            index = index * static_cast<std::size_t>(extent.shape[axis++]) + static_cast<std::size_t>(i);
        return tally_.row(row)[index];
    }

    static int index_of(Reading reading) { return static_cast<int>(reading); }

    double uniform() { return std::uniform_real_distribution<double>()(random_); }

    /// A month, or 0 for never.
    int month(double probability) { return uniform() < probability ? 1 + static_cast<int>(uniform() * months_) : 0; }

    void add_path(std::int64_t path) {
        ++at(Row::paths, {});
        const int k1_from = month(0.6);
        at(Row::n_K1_held, {}) += k1_from > 0;
        for (int m = 1; m <= months_; ++m) {
            at(Row::n_K1, {index_of(Reading::effective), m - 1}) += k1_from > 0 && m >= k1_from;
            at(Row::n_K1, {index_of(Reading::lists), m - 1}) += k1_from > 0 && m > k1_from;
            at(Row::n_K1, {index_of(Reading::any_list), m - 1}) += k1_from > 0;
            at(Row::n_K1, {index_of(Reading::compute), m - 1}) += k1_from > 0 && m >= k1_from - 2;
        }
        if (const int released = month(0.8); released > 0) ++at(Row::n_release, {released - 1});
        int n_killed = 0, first_adoption = 0;
        std::vector<int> of_stance(n_stances), killed_of_stance(n_stances);
        for (int i = 0; i < n_; ++i) {
            const int kill = k1_from > 0 ? month(0.1 * (i + 1)) : 0;
            const auto stance = static_cast<std::size_t>(scenario_.inputs.networks[static_cast<std::size_t>(i)].stance);
            ++of_stance[stance];
            killed_of_stance[stance] += kill > 0;
            n_killed += kill > 0;
            add_network(path, i, kill, first_adoption);
        }
        ++at(Row::n_killed, {n_killed});
        if (first_adoption > 0) ++at(Row::n_adoption_any, {first_adoption - 1});
        for (int s = 0; s < n_stances; ++s) {
            const auto stance = static_cast<std::size_t>(s);
            at(Row::n_all_of_stance, {s}) += of_stance[stance] > 0 && of_stance[stance] == killed_of_stance[stance];
        }
        for (int output = 0; output < n_sector_outputs; ++output) {
            for (int date = 0; date < tally_.layout().n_dates(); ++date) {
                add_value(Row::sector_histogram, Row::sector_sum, {output, date}, SectorOutputs::info[output]);
            }
        }
    }

    void add_network(std::int64_t path, int i, int kill, int& first_adoption) {
        const int exits[n_causes] = {kill, month(0.2), month(0.1), month(0.05)};
        int first = -1, mask = 0;
        for (int cause = 0; cause < n_causes; ++cause) {
            if (exits[cause] == 0) continue;
            mask |= 1 << cause;
            ++at(Row::n_fired, {i, cause, exits[cause] - 1});
            if (first < 0 || exits[cause] < exits[first]) first = cause;
        }
        if (first >= 0) ++at(Row::n_exit, {i, first, exits[first] - 1});
        ++at(Row::n_exit_mask, {i, mask});
        if (kill > 0) {
            tally_.kill_bits(i)[static_cast<std::size_t>(path / 8)] |= static_cast<std::uint8_t>(128U >> (path % 8));
            const bool standing = uniform() < 0.5;
            at(Row::n_standing, {i}) += standing;
            at(Row::n_long_tail_only, {i}) += standing && uniform() < 0.3;
            at(Row::aftermath_tail_sum, {i}) += 1 << 18;
        }
        const int adopted = month(0.1);
        if (adopted > 0) {
            ++at(Row::n_adoption, {i, adopted - 1});
            first_adoption = first_adoption == 0 ? adopted : std::min(first_adoption, adopted);
        }
        if (kill > 0) ++at(Row::n_kill_by_reading, {i, index_of(Reading::effective), kill - 1});
        for (const Reading reading : {Reading::lists, Reading::any_list, Reading::compute, Reading::prices}) {
            const int killed = month(0.05 * (1 + index_of(reading)));
            if (killed > 0) ++at(Row::n_kill_by_reading, {i, index_of(reading), killed - 1});
        }
        const int parity = month(0.4);
        if (parity > 0) ++at(Row::n_parity, {i, parity - 1});
        if (parity > 0 && parity + 2 <= months_) {
            ++at(Row::n_parity_held, {i, parity + 1});
            at(Row::n_parity_at_end, {i}) += uniform() < 0.5;
        }
        for (int m = 1; m <= months_; ++m) {
            at(Row::n_K2, {i, m - 1}) += uniform() < 0.3;
            at(Row::n_K2_prices, {i, m - 1}) += uniform() < 0.25;
            at(Row::n_K3, {i, m - 1}) += uniform() < 0.1;
        }
        const int low = 4 * (i % 2), self_funded = low / 2;
        at(Row::low_months, {i}) += low;
        at(Row::self_funded_months, {i}) += self_funded;
        at(Row::low_subsidy_share_sum, {i}) += low * (1 << 19);
        if (kill == 0 || kill > 12) {
            for (int signal = 0; signal < n_signals; ++signal) {
                const int bin = static_cast<int>(uniform() * signal_bins[signal]);
                ++at(Row::n_signal, {i, signal, bin});
                at(Row::n_signal_kill, {i, signal, bin}) += kill > 12;
            }
        }
        for (int output = 0; output < n_network_outputs; ++output) {
            for (int date = 0; date < tally_.layout().n_dates(); ++date) {
                add_value(Row::histogram, Row::sum, {i, output, date}, NetworkOutputs::info[output]);
            }
        }
    }

    void add_value(Row histogram_row, Row sum_row, std::initializer_list<int> where, const OutputInfo& info) {
        const double value = info.high > 0 ? uniform() : std::exp(2.0 * uniform() - 1.0);
        const auto& extent = tally_.layout().extent(sum_row);
        std::size_t index = 0, axis = 0;
        for (const int i : where)
            index = index * static_cast<std::size_t>(extent.shape[axis++]) + static_cast<std::size_t>(i);
        tally_.row(sum_row)[index] += std::llround(value * 1048576.0);
        const auto bin = static_cast<std::size_t>(histogram::bin_of(static_cast<float>(value)));
        ++tally_.row(histogram_row)[index * histogram::n_bins + bin];
    }

    const Scenario& scenario_;
    int n_, months_;
    std::int64_t n_paths_;
    std::mt19937_64 random_;
    Tally tally_;
};

inline Tally tally(const Scenario& scenario, std::int64_t n_paths, std::uint64_t seed = 1) {
    return Filler(scenario, n_paths, seed).fill();
}

}  // namespace killshot::sample
