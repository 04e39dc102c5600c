#include "report/explain.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "backend/cpu.hpp"
#include "cli/commands.hpp"
#include "cli/scenario_options.hpp"
#include "cli/simulate.hpp"
#include "inputs/parameters.hpp"
#include "inputs/values.hpp"
#include "killshot/error.hpp"
#include "killshot/model/outputs.hpp"
#include "report/text.hpp"

namespace killshot::cli {
namespace {

constexpr std::int64_t effect_paths = 4096;

/// The parameters at one end of their beliefs, or at the other value of a boolean. Nothing where they have none.
std::optional<Inputs> moved(const Scenario& scenario, const std::vector<const Parameter*>& parameters, bool high) {
    Inputs inputs = scenario.inputs;
    bool is_moved = false;
    for (const Parameter* parameter : parameters) {
        if (is_bool(*parameter->id.spec)) {
            set_value(inputs, parameter->id, 1 - value_of(scenario, *parameter));
            is_moved = true;
        } else if (parameter->low) {
            set_value(inputs, parameter->id, high ? *parameter->high : *parameter->low);
            is_moved = true;
        }
    }
    return is_moved ? std::optional(std::move(inputs)) : std::nullopt;
}

/// Runs a scenario, and variants of it on the same paths, to see what differs.
class Effects {
  public:
    explicit Effects(const Scenario& scenario)
        : scenario_(scenario), backend_(make_cpu_backend(0, "auto")), stated_(run(scenario.inputs)) {}

    /// The mean of P(kill) over the networks.
    static double mean_p_kill(const Tally& tally) {
        std::int64_t n_killed = 0;
        for (int i = 0; i < tally.layout().n_networks(); ++i)
            for (const std::int64_t n : tally.row(Row::n_fired, i, static_cast<int>(Cause::kill_shot))) n_killed += n;
        return static_cast<double>(n_killed) / static_cast<double>(effect_paths * tally.layout().n_networks());
    }
    [[nodiscard]] double stated() const { return mean_p_kill(stated_); }

    /// Runs the variant and adds the names of the outputs that it moves.
    double run_and_compare(const Inputs& inputs, std::set<std::string_view>& moves) const {
        const Tally tally = run(inputs);
        for (int output = 0; output < n_sector_outputs; ++output)
            if (differs(tally, Row::sector_sum, {output})) moves.insert(SectorOutputs::info[output].name);
        for (int i = 0; i < tally.layout().n_networks(); ++i)
            for (int output = 0; output < n_network_outputs; ++output)
                if (differs(tally, Row::sum, {i, output})) moves.insert(NetworkOutputs::info[output].name);
        return mean_p_kill(tally);
    }

  private:
    [[nodiscard]] Tally run(const Inputs& inputs) const {
        Scenario changed = scenario_;
        changed.inputs = inputs;
        return simulate(changed, TableStorage<float>(inputs), *backend_, effect_paths, {}).tally;
    }

    [[nodiscard]] bool differs(const Tally& tally, Row row, std::initializer_list<int> leading) const {
        const auto [first, length] = tally.layout().extent(row).slice(leading);
        return !std::ranges::equal(tally.row(row).subspan(first, length),
                                   std::as_const(stated_).row(row).subspan(first, length));
    }

    const Scenario& scenario_;
    std::unique_ptr<Backend> backend_;
    Tally stated_;
};

std::string effects(const Scenario& scenario, const std::vector<const Parameter*>& parameters) {
    std::string text;
    std::set<std::string_view> moves;
    std::vector<std::string> ends;
    std::optional<Effects> effects;
    const bool is_switch = is_bool(*parameters.front()->id.spec);
    for (const bool high : {false, true}) {
        if (is_switch && high) break;
        const auto inputs = moved(scenario, parameters, high);
        if (!inputs) return "";
        const std::string_view end = is_switch ? "the other value" : high ? "the upper end" : "the lower end";
        try {
            if (!effects) effects.emplace(scenario);
            const double p_kill = effects->run_and_compare(*inputs, moves);
            ends.push_back(fmt::format("{} at {}", percent(p_kill, 1), end));
        } catch (const Error&) {
            ends.push_back(fmt::format("inconsistent with the start (Eq. 19) at {}", end));
        }
    }
    text += wrapped(fmt::format("mean P(kill) over the networks by the horizon: {} as stated, {}; {} paths, everything "
                                "else as stated",
                                percent(effects->stated(), 1), fmt::join(ends, ", "), with_commas(effect_paths)),
                    "  effect   ", 11, 80);
    text += wrapped(moves.empty() ? std::string("no output") : fmt::format("{}", fmt::join(moves, ", ")), "  moves    ",
                    11, 80);
    return text;
}

struct ExplainCommand {
    std::string name;
    ScenarioOptions scenario_options;

    void run() const {
        const Scenario scenario = scenario_options.read();
        const Explanation explanation = explain(scenario, name);
        std::string text = explanation.text;
        if (!explanation.parameters.empty()) text += effects(scenario, explanation.parameters);
        fmt::print("{}", text);
    }
};

}  // namespace

void add_explain(CLI::App& app) {
    auto* command = app.add_subcommand("explain", "say what a name of a scenario or of its results means");
    const auto options = std::make_shared<ExplainCommand>();
    command->add_option("NAME", options->name, "a parameter, condition, exit, reading, signal, output or file variable")
        ->required();
    options->scenario_options.add_to(*command, ScenarioArgument::base_by_default);
    command->callback([options] { options->run(); });
}

}  // namespace killshot::cli
