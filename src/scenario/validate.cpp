#include "scenario/validate.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>

#include <fmt/format.h>
#include <Eigen/Cholesky>
#include <Eigen/Core>

#include "inputs/parameters.hpp"

namespace killshot {
namespace {

constexpr double sum_tolerance = 1e-9;

/// Every draw of a design passes through here, so the numbers are looked at first, and their parameters only for what
/// has to be told.
class Validation {
  public:
    Validation(const Scenario& scenario, Problems& problems) : scenario_(scenario), problems_(problems) {}

    void run() {
        check_weights();
        check_correlation();
        check_floors();
        check_shares();
        for (std::size_t i = 0; i < scenario_.inputs.networks.size(); ++i) check_network(i);
    }

  private:
    const Parameter* find(const std::string& path) {
        if (by_path_.empty())
            for (const Parameter& parameter : scenario_.parameters) by_path_[parameter.path] = &parameter;
        const auto found = by_path_.find(path);
        return found == by_path_.end() ? nullptr : found->second;
    }

    bool has(std::initializer_list<const Parameter*> parameters) const {
        return std::ranges::all_of(parameters, [](const Parameter* parameter) { return parameter != nullptr; });
    }

    /// Of numbers that contradict each other, the one that was written last: on the command line, in the scenario's own
    /// file, anywhere else.
    const Place& blame(std::initializer_list<const Parameter*> parameters) const {
        const auto rank = [this](const Parameter* parameter) {
            if (parameter->place.file.starts_with("--set")) return 2;
            return parameter->place.file == scenario_.files.front().path ? 1 : 0;
        };
        return (*std::ranges::max_element(parameters, {}, rank))->place;
    }

    std::string hyperscaler(std::string_view name, std::size_t index) const {
        return fmt::format("sector.{}.{}", name, scenario_.inputs.sector.hyperscalers[index]);
    }

    void check_weights() {
        const HyperscalerValues& weights = scenario_.inputs.sector.hyperscaler_weight;
        const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
        if (std::abs(sum - 1) <= sum_tolerance) return;
        if (const Parameter* last = find(hyperscaler("hyperscaler_weight", n_hyperscalers - 1)))
            problems_.add(last->place,
                          fmt::format("the weights sum to {:.10g} (Eq. 4 averages lists with weights that sum "
                                      "to 1); divide each by that sum",
                                      sum));
    }

    void check_correlation() {
        const std::string problem = problem_of(scenario_.inputs.correlation);
        if (problem.empty()) return;
        if (const Parameter* any = find("correlation.matrix.market.pace")) problems_.add(any->place, problem);
    }

    /// Empty where the shocks can have these correlations.
    static std::string problem_of(const CorrelationMatrix& flat) {
        using Matrix = Eigen::Matrix<double, n_sector_factors, n_sector_factors, Eigen::RowMajor>;
        const Matrix matrix = Eigen::Map<const Matrix>(flat.data());
        for (int row = 0; row < n_sector_factors; ++row) {
            if (matrix(row, row) != 1)
                return fmt::format(
                    "element {} of the diagonal is {} (every shock has correlation 1 with itself); "
                    "write 1 there",
                    row + 1, matrix(row, row));
            for (int column = 0; column < row; ++column)
                if (matrix(row, column) != matrix(column, row))
                    return fmt::format(
                        "row {} column {} is {} and row {} column {} is {} (a correlation matrix is "
                        "symmetric); make them equal",
                        row + 1, column + 1, matrix(row, column), column + 1, row + 1, matrix(column, row));
        }
        if (Eigen::LLT<Matrix>(matrix).info() != Eigen::Success)
            return "is not positive definite (no shocks can have these correlations together, Eq. 0); bring the "
                   "largest ones nearer to 0";
        return {};
    }

    void check_floors() {
        const SectorInputs& sector = scenario_.inputs.sector;
        for (std::size_t i = 0; i < n_hyperscalers; ++i)
            if (sector.list_price0[i] < sector.list_floor)
                tell_floor(find(hyperscaler("list_price0", i)), find("sector.list_floor"));
        if (sector.open_price0 < sector.open_floor) tell_floor(find("sector.open_price0"), find("sector.open_floor"));
    }

    void tell_floor(const Parameter* start, const Parameter* floor) {
        if (has({start, floor}))
            problems_.add(blame({start, floor}),
                          fmt::format("{} starts at {}, under {} = {} (the price would jump in the first "
                                      "month, Eq. 1 and 2); lower the floor or raise the start",
                                      start->name, start->value, floor->name, floor->value));
    }

    void check_shares() {
        double sum = 0;
        for (const NetworkInputs& network : scenario_.inputs.networks) sum += network.share0;
        if (sum < 1) return;
        const auto& largest = std::ranges::max(scenario_.inputs.networks, {}, &NetworkInputs::share0);
        if (const Parameter* share = find(fmt::format("networks.{}.share0", largest.key)))
            problems_.add(share->place, fmt::format("the networks' share0 sum to {:.6g} (the centralised side has the "
                                                    "rest of the demand, Eq. 11); lower them until the sum is under 1",
                                                    sum));
    }

    void check_network(std::size_t index) {
        const NetworkInputs& network = scenario_.inputs.networks[index];
        const auto of = [&](std::string_view name) { return find(fmt::format("networks.{}.{}", network.key, name)); };

        if (network.take_rate + network.burn_rate > 1)
            if (const auto* take = of("take_rate"), *burn = of("burn_rate"); has({take, burn}))
                problems_.add(blame({burn, take}),
                              fmt::format("take_rate {} and burn_rate {} are more than all of what customers spend "
                                          "(Eq. 14); lower one of them",
                                          take->value, burn->value));
        if (network.utilization0 > network.utilization_max)
            tell_order(of("utilization0"), of("utilization_max"), "Eq. 13");
        if (network.circulating0 > network.max_supply) tell_order(of("circulating0"), of("max_supply"), "Eq. 17");
        if (network.emission.rate_min > network.emission.rate_max)
            tell_order(of("emission.rate_min"), of("emission.rate_max"), "the bounds of inflation");
        if (network.emission.issued0 >= network.max_supply)
            if (const auto* issued = of("emission.issued0"), *cap = of("max_supply"); has({issued, cap}))
                problems_.add(blame({issued, cap}),
                              fmt::format("issued0 = {} is not under max_supply = {} (nothing would be left to "
                                          "issue); correct the one or the other",
                                          issued->value, cap->value));
        check_power(network);
        for (std::size_t i = 0; i < network.unlocks.size(); ++i) {
            if (network.unlocks[i].end_month > network.unlocks[i].start_month) continue;
            const auto *start = of(fmt::format("unlocks.{}.start_month", i)),
                       *end = of(fmt::format("unlocks.{}.end_month", i));
            if (has({start, end}))
                problems_.add(end->place,
                              fmt::format("end_month {} is not after start_month {} (Eq. 17 spreads a tranche "
                                          "over [start, end)); a pure cliff ends a month after its start",
                                          end->value, start->value));
        }
    }

    void tell_order(const Parameter* small, const Parameter* large, std::string_view why) {
        if (has({small, large}))
            problems_.add(blame({small, large}),
                          fmt::format("{} = {} is above {} = {} ({}); correct the one or the other", small->name,
                                      small->value, large->name, large->value, why));
    }

    /// Eq. 9 never lets a price under the cost of power, so the start may not stand there.
    void check_power(const NetworkInputs& network) {
        const double price = scenario_.inputs.sector.open_price0 * (1 - network.discount0);
        const double least = network.energy_cost / (1 - network.take_rate);
        if (price >= least) return;
        const auto of = [&](std::string_view name) { return find(fmt::format("networks.{}.{}", network.key, name)); };
        const Parameter* energy = of("energy_cost");
        if (has({energy, of("take_rate"), of("discount0"), find("sector.open_price0")}))
            problems_.add(
                energy->place,
                fmt::format("power costs {:.4g} with take_rate {} paid, and the network's GPU-hour {:.4g} = "
                            "open_price0 (1 - discount0) (nobody sells under the cost of power, Eq. 9); lower "
                            "energy_cost or discount0",
                            least, network.take_rate, price));
    }

    const Scenario& scenario_;
    Problems& problems_;
    std::map<std::string, const Parameter*, std::less<>> by_path_;
};

}  // namespace

void validate(const Scenario& scenario, Problems& problems) { Validation(scenario, problems).run(); }

}  // namespace killshot
