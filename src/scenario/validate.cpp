#include "scenario/validate.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <string>

#include <fmt/format.h>
#include <Eigen/Cholesky>
#include <Eigen/Core>

#include "inputs/parameters.hpp"

namespace killshot {
namespace {

constexpr double sum_tolerance = 1e-9;

/// Every draw of a design is validated, so the checks read numbers only; parameters are searched for when there is a
/// problem to report.
class Validation {
  public:
    Validation(const Scenario& scenario, Problems& problems) : scenario_(scenario), problems_(problems) {}

    void run() {
        check_weights();
        check_correlation();
        check_floors();
        check_shares();
        for (int i = 0; i < std::ssize(scenario_.inputs.networks); ++i) check_network(i);
    }

  private:
    /// Null where the scenario has no such parameter.
    const Parameter* find(const Member& member, std::size_t element = 0, int network = -1) const {
        const ParameterId id{.spec = &spec_of(member), .network = network, .element = element};
        const auto found = std::ranges::find(scenario_.parameters, id, &Parameter::id);
        return found == scenario_.parameters.end() ? nullptr : &*found;
    }

    double value(const Parameter* parameter) const { return value_of(scenario_, *parameter); }

    bool has(std::initializer_list<const Parameter*> parameters) const {
        return std::ranges::all_of(parameters, [](const Parameter* parameter) { return parameter != nullptr; });
    }

    /// The place of the number that was written last, of several that are inconsistent.
    const Place& blame(std::initializer_list<const Parameter*> parameters) const {
        const auto layer = [](const Parameter* parameter) { return parameter->origin.layer; };
        return (*std::ranges::max_element(parameters, {}, layer))->place;
    }

    void check_weights() {
        const HyperscalerValues& weights = scenario_.inputs.sector.hyperscaler_weight;
        const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
        if (std::abs(sum - 1) <= sum_tolerance) return;
        if (const Parameter* last = find(&SectorInputs::hyperscaler_weight, n_hyperscalers - 1))
            problems_.add(last->place,
                          fmt::format("the weights sum to {:.10g} (Eq. 4 averages lists with weights that sum "
                                      "to 1); divide each by that sum",
                                      sum));
    }

    void check_correlation() {
        const std::string problem = problem_of(scenario_.inputs.correlation);
        if (problem.empty()) return;
        constexpr std::size_t of_market_and_pace = 1;
        if (const Parameter* any = find(&Inputs::correlation, of_market_and_pace)) problems_.add(any->place, problem);
    }

    /// Empty if it is a correlation matrix.
    static std::string problem_of(const CorrelationMatrix& flat) {
        using Matrix = Eigen::Matrix<double, n_sector_factors, n_sector_factors, Eigen::RowMajor>;
        const Matrix matrix = Eigen::Map<const Matrix>(flat.data());
        const Matrix transposed = matrix.transpose();
        for (int row = 0; row < n_sector_factors; ++row) {
            if (matrix(row, row) != 1)
                return fmt::format("element {} of the diagonal is {} (a shock's correlation with itself is 1); write 1",
                                   row + 1, matrix(row, row));
            for (int column = 0; column < row; ++column)
                if (matrix(row, column) != transposed(row, column))
                    return fmt::format(
                        "row {} column {} is {} and row {} column {} is {} (a correlation matrix is "
                        "symmetric); make them equal",
                        row + 1, column + 1, matrix(row, column), column + 1, row + 1, transposed(row, column));
        }
        if (Eigen::LLT<Matrix>(matrix).info() != Eigen::Success)
            return "is not positive definite (so it is not a correlation matrix, Eq. 0); bring the largest elements "
                   "nearer to 0";
        return {};
    }

    void check_floors() {
        const SectorInputs& sector = scenario_.inputs.sector;
        for (std::size_t i = 0; i < n_hyperscalers; ++i)
            if (sector.list_price0[i] < sector.list_floor)
                report_floor(find(&SectorInputs::list_price0, i), find(&SectorInputs::list_floor));
        if (sector.open_price0 < sector.open_floor)
            report_floor(find(&SectorInputs::open_price0), find(&SectorInputs::open_floor));
    }

    void report_floor(const Parameter* start, const Parameter* floor) {
        if (has({start, floor}))
            problems_.add(blame({start, floor}),
                          fmt::format("{} = {} is below {} = {} (the price would jump in the first month, Eq. 1 "
                                      "and 2); lower the floor or raise the start",
                                      start->name, value(start), floor->name, value(floor)));
    }

    void check_shares() {
        double sum = 0;
        for (const NetworkInputs& network : scenario_.inputs.networks) sum += network.share0;
        if (sum < 1) return;
        const auto& networks = scenario_.inputs.networks;
        const auto largest = std::ranges::max_element(networks, {}, &NetworkInputs::share0) - networks.begin();
        if (const Parameter* share = find(&NetworkInputs::share0, 0, static_cast<int>(largest)))
            problems_.add(share->place, fmt::format("the networks' share0 sum to {:.6g} (the centralised side has the "
                                                    "rest of the demand, Eq. 11); lower them until the sum is below 1",
                                                    sum));
    }

    void check_network(int index) {
        const NetworkInputs& network = scenario_.inputs.networks[static_cast<std::size_t>(index)];
        const auto parameter = [&](const Member& member, std::size_t element = 0) {
            return find(member, element, index);
        };

        if (network.take_rate + network.burn_rate > 1)
            if (const auto* take = parameter(&NetworkInputs::take_rate), *burn = parameter(&NetworkInputs::burn_rate);
                has({take, burn}))
                problems_.add(blame({burn, take}),
                              fmt::format("take_rate {} and burn_rate {} sum to more than 1 (they are parts of what "
                                          "customers spend, Eq. 14); lower one of them",
                                          value(take), value(burn)));
        if (network.utilization0 > network.utilization_max)
            report_order(parameter(&NetworkInputs::utilization0), parameter(&NetworkInputs::utilization_max), "Eq. 13");
        if (network.circulating0 > network.max_supply)
            report_order(parameter(&NetworkInputs::circulating0), parameter(&NetworkInputs::max_supply), "Eq. 17");
        if (network.emission.rate_min > network.emission.rate_max)
            report_order(parameter(&EmissionInputs::rate_min), parameter(&EmissionInputs::rate_max),
                         "the bounds of inflation");
        if (network.emission.issued0 >= network.max_supply)
            if (const auto* issued = parameter(&EmissionInputs::issued0), *cap = parameter(&NetworkInputs::max_supply);
                has({issued, cap}))
                problems_.add(blame({issued, cap}),
                              fmt::format("issued0 = {} is not below max_supply = {} (nothing would be left to issue); "
                                          "correct one of them",
                                          value(issued), value(cap)));
        check_power(network, index);
        for (std::size_t i = 0; i < network.unlocks.size(); ++i) {
            if (network.unlocks[i].end_month > network.unlocks[i].start_month) continue;
            const auto *start = parameter(&UnlockTranche::start_month, i),
                       *end = parameter(&UnlockTranche::end_month, i);
            if (has({start, end}))
                problems_.add(end->place,
                              fmt::format("end_month {} is not after start_month {} (Eq. 17 spreads a tranche "
                                          "over [start, end)); for a pure cliff, write a month more than its start",
                                          value(end), value(start)));
        }
    }

    void report_order(const Parameter* small, const Parameter* large, std::string_view why) {
        if (has({small, large}))
            problems_.add(blame({small, large}),
                          fmt::format("{} = {} is above {} = {} ({}); correct one of them", small->name, value(small),
                                      large->name, value(large), why));
    }

    /// Eq. 9 keeps prices above the cost of power, so the start has to be above it too.
    void check_power(const NetworkInputs& network, int index) {
        const double price = scenario_.inputs.sector.open_price0 * (1 - network.discount0);
        const double least = network.energy_cost / (1 - network.take_rate);
        if (price >= least) return;
        const auto parameter = [&](const Member& member, std::size_t element = 0) {
            return find(member, element, index);
        };
        const Parameter* energy = parameter(&NetworkInputs::energy_cost);
        if (has({energy, parameter(&NetworkInputs::take_rate), parameter(&NetworkInputs::discount0),
                 find(&SectorInputs::open_price0)}))
            problems_.add(
                energy->place,
                fmt::format(
                    "power costs {:.4g} per GPU-hour sold (energy_cost over 1 - take_rate {}) and the network sells "
                    "at {:.4g} (open_price0 (1 - discount0)): no price is below the cost of power (Eq. 9); "
                    "lower energy_cost or discount0",
                    least, network.take_rate, price));
    }

    const Scenario& scenario_;
    Problems& problems_;
};

}  // namespace

void validate(const Scenario& scenario, Problems& problems) { Validation(scenario, problems).run(); }

}  // namespace killshot
