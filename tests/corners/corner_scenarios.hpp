/// Scenarios at the corners of what the parameter table allows: numbers at an end of their physical range, or anywhere
/// inside it, in a scenario that is valid.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <random>
#include <type_traits>
#include <utility>
#include <variant>

#include "inputs/parameters.hpp"
#include "killshot/error.hpp"
#include "killshot/scenario.hpp"
#include "scenario/validate.hpp"
#include "tables/start.hpp"

namespace killshot::test {

class CornerScenarios {
  public:
    explicit CornerScenarios(Scenario base) : base_(std::move(base)) {}

    /// The scenario of a number, always the same one. It has some of the base's networks.
    [[nodiscard]] Scenario at(std::uint32_t number) {
        random_.seed(number);
        for (;;) {
            density_ = choose({0.05, 0.3, 1.0});
            Scenario scenario = base_;
            scenario.inputs.months = choose({1, 12, 36, 36, max_months});
            change_sector(scenario.inputs);
            change_networks(scenario.inputs);
            if (is_valid(scenario)) return scenario;
        }
    }

  private:
    template <class T>
    T choose(std::initializer_list<T> values) {
        return values.begin()[random_() % values.size()];
    }
    double uniform() { return std::uniform_real_distribution<double>(0, 1)(random_); }

    /// An end of the range, or a number inside, on its own scale or by orders of magnitude.
    double number_in(const Range& range) {
        const double low = range.min_open ? std::nextafter(range.min, range.max) : range.min;
        const double high = range.max_open ? std::nextafter(range.max, range.min) : range.max;
        switch (random_() % 4) {
            case 0:
                return low;
            case 1:
                return high;
            case 2:
                return low + uniform() * (high - low);
            default:
                return std::clamp(high * std::pow(10.0, -12 * uniform()), low, high);
        }
    }

    void set(double& value, const Range& range) {
        if (uniform() < density_) value = number_in(range);
    }
    void set(bool& value, const Range& /*range*/) { value = random_() % 2 == 0; }
    template <std::size_t n>
    void set(std::array<double, n>& values, const Range& range) {
        for (double& value : values) set(value, range);
    }

    /// Calls f with each field of Target that is a parameter, and its range.
    template <class Target, class F>
    static void for_each_field(Target& target, Archetype archetype, const F& f) {
        for (const ParameterSpec& spec : parameter_table()) {
            std::visit(
                [&]<class Class, class Field>(Field Class::*member) {
                    if constexpr (std::is_same_v<Class, std::remove_const_t<Target>>) {
                        if (std::is_same_v<Class, EmissionInputs> && !spec.archetypes.contains(archetype)) return;
                        f(target.*member, spec.range);
                    }
                },
                spec.member);
        }
    }

    template <class Target>
    void change(Target& target, Archetype archetype = {}) {
        for_each_field(target, archetype, [&](auto& value, const Range& range) { set(value, range); });
    }

    void change_sector(Inputs& inputs) {
        change(inputs.sector);
        change(inputs.kill_shot);
        SectorInputs& sector = inputs.sector;
        sector.hyperscaler_weight = {0, 0, 0};
        sector.hyperscaler_weight[random_() % n_hyperscalers] = 1;
        sector.list_floor = std::min(sector.list_floor, *std::ranges::min_element(sector.list_price0));
        sector.open_floor = std::min(sector.open_floor, sector.open_price0);
        const double correlation = choose({0.0, 0.999, -0.24});  // of each pair: positive definite above -1/4
        for (std::size_t i = 0; i < inputs.correlation.size(); ++i)
            inputs.correlation[i] = i % (n_sector_factors + 1) == 0 ? 1 : correlation;
    }

    void change_networks(Inputs& inputs) {
        std::shuffle(inputs.networks.begin(), inputs.networks.end(), random_);
        inputs.networks.resize(choose({std::size_t{1}, std::size_t{2}, std::size_t{3}, inputs.networks.size()}));
        double shares = 0;
        for (NetworkInputs& network : inputs.networks) {
            // Many corners contradict themselves at the start (Eq. 19). Such a network stays as it is.
            for (int trial = 0; trial < 20; ++trial) {
                NetworkInputs changed = network;
                change_network(inputs.sector, changed);
                if (can_start(inputs.sector, changed)) {
                    network = changed;
                    break;
                }
            }
            shares += network.share0;
        }
        if (shares >= 1)
            for (NetworkInputs& network : inputs.networks)
                network.share0 = std::max(network.share0 / shares * 0.999, 1e-9);
    }

    void change_network(const SectorInputs& sector, NetworkInputs& network) {
        change(network);
        change(network.emission, network.archetype);
        network.unlocks.assign(random_() % 3, {});
        for (UnlockTranche& tranche : network.unlocks) {
            change(tranche);
            tranche.end_month = tranche.start_month + 1 + tranche.end_month;
        }
        network.emission_cuts.assign(random_() % 2, {});
        for (EmissionCut& cut : network.emission_cuts) change(cut);
        network.burn_rate = std::min(network.burn_rate, 1 - network.take_rate);
        network.utilization0 = std::min(network.utilization0, network.utilization_max);
        network.circulating0 = std::min(network.circulating0, network.max_supply);
        network.emission.rate_min = std::min(network.emission.rate_min, network.emission.rate_max);
        network.emission.issued0 = std::min(network.emission.issued0, 0.999 * network.max_supply);
        const double price0 = sector.open_price0 * (1 - network.discount0);
        network.energy_cost = std::min(network.energy_cost, price0 * (1 - network.take_rate));
    }

    static bool can_start(const SectorInputs& sector, const NetworkInputs& network) {
        bool in_range = true;
        for_each_field(network, network.archetype,
                       [&](double value, const Range& range) { in_range = in_range && range.contains(value); });
        if (!in_range) return false;
        try {
            static_cast<void>(start_of(sector, network));
        } catch (const Error&) {
            return false;
        }
        return true;
    }

    static bool is_valid(const Scenario& scenario) {
        Problems problems;
        validate(scenario, problems);
        try {
            problems.throw_if_any();
            for (const NetworkInputs& network : scenario.inputs.networks)
                static_cast<void>(start_of(scenario.inputs.sector, network));
        } catch (const Error&) {
            return false;
        }
        return true;
    }

    Scenario base_;
    std::mt19937 random_;
    double density_ = 1;  // probability that a number is changed
};

}  // namespace killshot::test
