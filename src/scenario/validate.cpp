#include "validate.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include <fmt/format.h>
#include <Eigen/Cholesky>
#include <Eigen/Core>

namespace killshot {
namespace {

constexpr double sum_tolerance = 1e-9;

class Validation {
  public:
    Validation(const Scenario& scenario, Problems& problems) : scenario_(scenario), problems_(problems) {
        for (const Parameter& parameter : scenario.parameters) by_path_[parameter.path] = &parameter;
    }

    void run() {
        check_weights();
        check_correlation();
        check_floors();
        check_shares();
        for (std::size_t i = 0; i < scenario_.inputs.networks.size(); ++i) check_network(i);
    }

  private:
    const Parameter* find(const std::string& path) const {
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
        double sum = 0;
        const Parameter* last = nullptr;
        for (std::size_t i = 0; i < n_hyperscalers; ++i) {
            last = find(hyperscaler("hyperscaler_weight", i));
            if (last == nullptr) return;
            sum += last->value;
        }
        if (std::abs(sum - 1) > sum_tolerance)
            problems_.add(last->place,
                          fmt::format("the weights sum to {:.10g} (Eq. 4 averages lists with weights that sum "
                                      "to 1); divide each by that sum",
                                      sum));
    }

    void check_correlation() {
        const auto& flat = scenario_.inputs.correlation;
        const Parameter* any = find("correlation.matrix.market.pace");
        if (any == nullptr) return;
        using Matrix = Eigen::Matrix<double, n_sector_factors, n_sector_factors, Eigen::RowMajor>;
        const Matrix matrix = Eigen::Map<const Matrix>(flat.data());
        for (int row = 0; row < n_sector_factors; ++row) {
            if (matrix(row, row) != 1)
                return problems_.add(any->place,
                                     fmt::format("element {} of the diagonal is {} (every shock has correlation "
                                                 "1 with itself); write 1 there",
                                                 row + 1, matrix(row, row)));
            for (int column = 0; column < row; ++column)
                if (matrix(row, column) != matrix(column, row))
                    return problems_.add(any->place,
                                         fmt::format("row {} column {} is {} and row {} column {} is {} (a correlation "
                                                     "matrix is symmetric); make them equal",
                                                     row + 1, column + 1, matrix(row, column), column + 1, row + 1,
                                                     matrix(column, row)));
        }
        if (Eigen::LLT<Matrix>(matrix).info() != Eigen::Success)
            problems_.add(any->place,
                          "is not positive definite (no shocks can have these correlations together, Eq. 0); "
                          "bring the largest ones nearer to 0");
    }

    void check_floors() {
        const auto check = [&](const Parameter* start, const Parameter* floor) {
            if (has({start, floor}) && start->value < floor->value)
                problems_.add(blame({start, floor}),
                              fmt::format("{} starts at {}, under {} = {} (the price would jump in the first "
                                          "month, Eq. 1 and 2); lower the floor or raise the start",
                                          start->name, start->value, floor->name, floor->value));
        };
        for (std::size_t i = 0; i < n_hyperscalers; ++i)
            check(find(hyperscaler("list_price0", i)), find("sector.list_floor"));
        check(find("sector.open_price0"), find("sector.open_floor"));
    }

    void check_shares() {
        double sum = 0;
        const Parameter* largest = nullptr;
        for (const NetworkInputs& network : scenario_.inputs.networks) {
            const Parameter* share = find(fmt::format("networks.{}.share0", network.key));
            if (share == nullptr) return;
            sum += share->value;
            if (largest == nullptr || share->value > largest->value) largest = share;
        }
        if (largest != nullptr && sum >= 1)
            problems_.add(largest->place,
                          fmt::format("the networks' share0 sum to {:.6g} (the centralised side has the "
                                      "rest of the demand, Eq. 11); lower them until the sum is under 1",
                                      sum));
    }

    void check_network(std::size_t index) {
        const NetworkInputs& network = scenario_.inputs.networks[index];
        const auto of = [&](std::string_view name) { return find(fmt::format("networks.{}.{}", network.key, name)); };

        if (const auto* take = of("take_rate"), *burn = of("burn_rate");
            has({take, burn}) && take->value + burn->value > 1)
            problems_.add(blame({burn, take}),
                          fmt::format("take_rate {} and burn_rate {} are more than all of what customers spend "
                                      "(Eq. 14); lower one of them",
                                      take->value, burn->value));
        check_order(of("utilization0"), of("utilization_max"), "Eq. 13");
        check_order(of("circulating0"), of("max_supply"), "Eq. 17");
        check_order(of("emission.rate_min"), of("emission.rate_max"), "the bounds of inflation");
        if (const auto* issued = of("emission.issued0"), *cap = of("max_supply");
            has({issued, cap}) && issued->value >= cap->value)
            problems_.add(blame({issued, cap}),
                          fmt::format("issued0 = {} is not under max_supply = {} (nothing would be left to issue); "
                                      "correct the one or the other",
                                      issued->value, cap->value));
        check_power(of("energy_cost"), of("take_rate"), of("discount0"));
        for (std::size_t i = 0; i < network.unlocks.size(); ++i) {
            const auto *start = of(fmt::format("unlocks.{}.start_month", i)),
                       *end = of(fmt::format("unlocks.{}.end_month", i));
            if (has({start, end}) && end->value <= start->value)
                problems_.add(end->place,
                              fmt::format("end_month {} is not after start_month {} (Eq. 17 spreads a tranche "
                                          "over [start, end)); a pure cliff ends a month after its start",
                                          end->value, start->value));
        }
    }

    void check_order(const Parameter* small, const Parameter* large, std::string_view why) {
        if (has({small, large}) && small->value > large->value)
            problems_.add(blame({small, large}),
                          fmt::format("{} = {} is above {} = {} ({}); correct the one or the other", small->name,
                                      small->value, large->name, large->value, why));
    }

    /// Eq. 9 never lets a price under the cost of power, so the start may not stand there.
    void check_power(const Parameter* energy, const Parameter* take, const Parameter* discount) {
        const Parameter* open = find("sector.open_price0");
        if (!has({energy, take, discount, open})) return;
        const double price = open->value * (1 - discount->value);
        const double least = energy->value / (1 - take->value);
        if (price < least)
            problems_.add(
                energy->place,
                fmt::format("power costs {:.4g} with take_rate {} paid, and the network's GPU-hour {:.4g} = "
                            "open_price0 (1 - discount0) (nobody sells under the cost of power, Eq. 9); lower "
                            "energy_cost or discount0",
                            least, take->value, price));
    }

    const Scenario& scenario_;
    Problems& problems_;
    std::map<std::string, const Parameter*, std::less<>> by_path_;
};

}  // namespace

void validate(const Scenario& scenario, Problems& problems) { Validation(scenario, problems).run(); }

}  // namespace killshot
