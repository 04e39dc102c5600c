#include "report/export_tables.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "inputs/calendar.hpp"
#include "inputs/names.hpp"
#include "report/driver_names.hpp"
#include "report/inputs.hpp"
#include "report/titles.hpp"

namespace killshot {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Cell date_of(const Summary& s, int month) { return text_of(add_months(s.header.start, month)); }

double share(std::int64_t hits, std::int64_t trials) {
    return trials == 0 ? nan : static_cast<double>(hits) / static_cast<double>(trials);
}

std::size_t quantile_index(double probability) {
    const auto* const found = std::ranges::find(quantile_probabilities, probability);
    return static_cast<std::size_t>(found - quantile_probabilities.begin());
}

double quantile(const BeliefSpread* spread, double probability) {
    return spread == nullptr ? nan : spread->quantiles.at(quantile_index(probability));
}

/// Networks by falling P(kill), over the beliefs if there are draws of them.
void verdict(const ExportedScenario& of, const AddRow& add) {
    const auto leading = [&](std::size_t i) {
        return of.beliefs == nullptr ? of.summary.networks[i].kill.estimate : of.beliefs->networks[i].mean;
    };
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < of.summary.networks.size(); ++i) order.push_back(i);
    std::ranges::stable_sort(order, std::ranges::greater{}, leading);
    for (const std::size_t i : order) {
        const NetworkSummary& n = of.summary.networks[i];
        const Proportion by_2027 = n.kill_2027.value_or(Proportion{0, 0, nan, nan, nan});
        const BeliefSpread* const spread = of.beliefs == nullptr ? nullptr : &of.beliefs->networks[i];
        const BeliefSpread* const spread_2027 = of.beliefs == nullptr ? nullptr : &of.beliefs->networks_2027[i];
        const std::optional<Cause> cause = main_cause(n);
        std::vector<Cell> row = {n.project.name,   n.project.key,       Cell(n.project.token),
                                 n.project.stance, n.project.archetype, n.kill.estimate,
                                 n.kill.low,       n.kill.high,         by_2027.estimate,
                                 by_2027.low,      by_2027.high,        spread ? spread->mean : nan};
        for (const double probability : {0.05, 0.25, 0.5, 0.75, 0.95}) row.push_back(quantile(spread, probability));
        row.push_back(spread_2027 ? spread_2027->mean : nan);
        for (const double probability : {0.05, 0.95}) row.push_back(quantile(spread_2027, probability));
        row.push_back(n.kill_given_k1.estimate);
        row.push_back(cause ? Cell(cause_names[static_cast<std::size_t>(*cause)]) : Cell());
        row.push_back(n.kill_month ? Cell(std::int64_t{*n.kill_month}) : Cell());
        row.push_back(n.assumed_share);
        add(std::move(row));
    }
}

/// Calls add(month, date, paths) for each month.
template <class Add>
void each_month(const Summary& s, const MonthlyPaths& paths, Add add_month) {
    for (std::size_t m = 0; m < paths.size(); ++m) {
        const auto month = static_cast<int>(m + 1);
        add_month(Cell(std::int64_t{month}), date_of(s, month), paths[m]);
    }
}

void kill_cdf(const ExportedScenario& of, const AddRow& add) {
    const Summary& s = of.summary;
    for (const NetworkSummary& n : s.networks)
        each_month(s, n.killed_by, [&](Cell month, Cell date, std::int64_t killed) {
            add({n.project.name, month, date, killed, s.paths, share(killed, s.paths)});
        });
}

void causes(const ExportedScenario& of, const AddRow& add) {
    const Summary& s = of.summary;
    for (const NetworkSummary& n : s.networks)
        for (std::size_t cause = 0; cause < n_causes; ++cause)
            each_month(s, n.first_exit_by[cause], [&](Cell month, Cell date, std::int64_t exits) {
                add({n.project.name, Cell(cause_names[cause]), month, date, exits, s.paths, share(exits, s.paths)});
            });
}

template <std::size_t N>
void add_curves(const Summary& s, const Cell& project, const std::array<OutputCurve, N>& curves,
                const OutputInfo (&outputs)[N], const AddRow& add) {
    for (std::size_t output = 0; output < N; ++output) {
        const OutputCurve& curve = curves[output];
        for (std::size_t date = 0; date < curve.mean.size(); ++date) {
            const int month = s.header.report_months[date];
            std::vector<Cell> row = {project,           Cell(outputs[output].name),  std::int64_t{month},
                                     date_of(s, month), Cell(outputs[output].units), curve.mean[date]};
            row.insert(row.end(), curve.quantiles[date].begin(), curve.quantiles[date].end());
            add(std::move(row));
        }
    }
}

void curves(const ExportedScenario& of, const AddRow& add) {
    for (const NetworkSummary& n : of.summary.networks)
        add_curves(of.summary, n.project.name, n.curves, NetworkOutputs::info, add);
    add_curves(of.summary, {}, of.summary.curves, SectorOutputs::info, add);
}

void conditions(const ExportedScenario& of, const AddRow& add) {
    const Summary& s = of.summary;
    const auto add_condition = [&](const Cell& project, std::string_view condition, const MonthlyPaths& held) {
        each_month(s, held, [&](Cell month, Cell date, std::int64_t paths) {
            add({project, Cell(condition), month, date, share(paths, s.paths)});
        });
    };
    add_condition({}, "K1", s.k1_after[static_cast<std::size_t>(Reading::effective)]);
    for (const NetworkSummary& n : s.networks) {
        add_condition(n.project.name, "K2", n.k2_after);
        add_condition(n.project.name, "K2_prices", n.k2_prices_after);
        add_condition(n.project.name, "K3", n.k3_after);
    }
}

void signals(const ExportedScenario& of, const AddRow& add) {
    for (const NetworkSummary& n : of.summary.networks)
        for (const auto& [signal, title] : signal_titles) {
            const auto at = static_cast<std::size_t>(signal);
            const SignalAnswer& answer = n.signals[at];
            const bool is_known = answer.verdict != Verdict::unknown;
            const std::pair<std::string_view, const SignalReading*> groups[] = {
                {"lowest", &answer.lowest}, {"middle", &answer.middle}, {"highest", &answer.highest}};
            for (const auto& [group, reading] : groups) {
                const bool is_read = reading->paths > 0;
                add({n.project.name, Cell(signal_names[at]), Cell(title), Cell(group), is_read ? reading->p : nan,
                     is_read ? reading->interval.low : nan, is_read ? reading->interval.high : nan, reading->paths,
                     is_known ? answer.difference : nan, is_known ? answer.interval.low : nan,
                     is_known ? answer.interval.high : nan, Cell(verdict_title(answer.verdict))});
            }
        }
}

void add_drivers(const BeliefDraws& draws, const Cell& project, const Drivers& drivers, bool all, const AddRow& add) {
    const auto add_list = [&](const std::vector<Driver>& list, std::string_view kind, double floor) {
        for (const Driver& driver : list) {
            if (!all && !driver.stands_out) continue;
            const DrawnBelief& first = draws.drawn[driver.drawn.front()];
            const bool is_single = kind == "single";
            add({project, is_single ? first.key : first.name, Cell(title_of(driver, draws)), Cell(kind), driver.share,
                 floor, driver.p_low, driver.p_high, std::int64_t{driver.stands_out},
                 is_single ? Cell(status_name(first.status)) : Cell(),
                 is_single && first.n_observations ? Cell(std::int64_t{*first.n_observations}) : Cell(),
                 is_single ? Cell(first.source) : Cell()});
        }
    };
    add_list(drivers.single, "single", drivers.single_floor);
    add_list(drivers.summed, "sum", drivers.summed_floor);
}

void drivers(const ExportedScenario& of, const AddRow& add) {
    if (of.beliefs == nullptr) return;
    add_drivers(*of.beliefs->draws, {}, of.beliefs->average_drivers, true, add);
    for (std::size_t i = 0; i < of.beliefs->drivers.size(); ++i)
        add_drivers(*of.beliefs->draws, of.beliefs->projects[i], of.beliefs->drivers[i], false, add);
}

void readings(const ExportedScenario& of, const AddRow& add) {
    for (const NetworkSummary& n : of.summary.networks)
        for (std::size_t reading = 0; reading < n_readings; ++reading) {
            const Proportion& p = n.kill_by_reading[reading];
            add({n.project.name, Cell(reading_names[reading]), Cell(reading_titles[reading]), p.estimate, p.low,
                 p.high});
        }
}

void beliefs(const ExportedScenario& of, const AddRow& add) {
    if (of.beliefs == nullptr) return;
    const BeliefDraws& draws = *of.beliefs->draws;
    for (std::size_t i = 0; i < of.summary.networks.size(); ++i)
        for (std::size_t draw = 0; draw < draws.size(); ++draw) {
            const KillCounts& counts = draws.counts[draw];
            add({of.summary.networks[i].project.name, static_cast<std::int64_t>(draw),
                 share(counts.by_horizon.n_kill[i], draws.paths),
                 draws.has_2027 ? share(counts.by_2027.n_kill[i], draws.paths) : nan});
        }
}

void inputs(const ExportedScenario& of, const AddRow& add) {
    for (const ResultInput& input : of.file.inputs(of.index)) {
        const auto influence = of.beliefs == nullptr ? std::nullopt : influence_of(input, *of.beliefs);
        add({input.network < 0 ? Cell() : of.file.header().projects[static_cast<std::size_t>(input.network)].name,
             input.key, Cell(meaning_of(input.key)), input.value, input.low, input.high, Cell(input.unit),
             Cell(status_name(input.status)), input.n ? Cell(std::int64_t{*input.n}) : Cell(), Cell(input.source),
             Cell(input.as_of), influence.value_or(nan)});
    }
}

void provenance(const ExportedScenario& of, const AddRow& add) {
    const ResultHeader& header = of.summary.header;
    const Provenance p = of.file.provenance();
    const auto fact = [&](std::string_view name, std::string_view value) { add({Cell(name), Cell(value)}); };
    fact("source", header.source);
    fact("digest", header.digest);
    fact("seed", std::to_string(header.seed));
    fact("paths", std::to_string(of.summary.paths));
    fact("start", text_of(header.start));
    fact("horizon_months", std::to_string(header.months));
    fact("confidence_level", fmt::format("{}", header.confidence));
    fact("input", header.input);
    fact("input_sha256", p.input_sha256);
    fact("command_line", p.command_line);
    fact("created_utc", p.created_utc);
    fact("git", p.git);
    fact("compiler", p.compiler);
    fact("flags", p.flags);
    fact("backend", p.backend);
    fact("isa", p.isa);
    fact("device", p.device);
    fact("cuda", p.cuda);
    for (const auto& [path, sha256] : p.files) fact("sha256 of " + path, sha256);
}

constexpr ExportColumn project = {"project", "text", "", "the network's name"},
                       project_or_none = {"project", "text", "", "the network's name; empty: of the sector"},
                       month = {"month", "integer", "month", "month of the run, 1-based"},
                       date = {"date", "date", "", "day on which the month ends"},
                       paths = {"paths", "integer", "1", "paths simulated"};

}  // namespace

Cell::Cell(double number) : text(std::isnan(number) ? "" : fmt::format("{}", number)) {}

const std::vector<ExportTable>& export_tables() {
    static const std::vector<ExportTable> tables = {
        {"verdict",
         "the answer for each network, the most likely kill first",
         {project,
          {"key", "text", "", "name of the network's file"},
          {"token", "text", "", "symbol of its token; empty where it has none"},
          {"stance", "text", "", "the analyst's stance, which enters no number"},
          {"archetype", "text", "", "how the network pays its suppliers"},
          {"p_kill", "real", "1", "probability of the kill shot by the horizon, at the stated inputs"},
          {"p_kill_low", "real", "1", "lower end of its exact interval at confidence_level"},
          {"p_kill_high", "real", "1", "upper end"},
          {"p_kill_2027", "real", "1", "the same by the end of 2027"},
          {"p_kill_2027_low", "real", "1", "lower end of its exact interval"},
          {"p_kill_2027_high", "real", "1", "upper end"},
          {"belief_mean", "real", "1", "mean of P(kill) by the horizon over draws of the inputs' beliefs"},
          {"belief_q05", "real", "1", "5% quantile over the draws, counting noise taken out"},
          {"belief_q25", "real", "1", "25% quantile"},
          {"belief_q50", "real", "1", "median"},
          {"belief_q75", "real", "1", "75% quantile"},
          {"belief_q95", "real", "1", "95% quantile"},
          {"belief_2027_mean", "real", "1", "mean of P(kill) by the end of 2027 over the draws"},
          {"belief_2027_q05", "real", "1", "5% quantile"},
          {"belief_2027_q95", "real", "1", "95% quantile"},
          {"p_kill_given_K1", "real", "1", "probability of the kill shot given that K1 held long enough for it"},
          {"main_cause", "text", "", "cause of most first exits"},
          {"kill_month_median", "integer", "month", "month by which half of the kills have happened"},
          {"assumed_share", "real", "1", "share of the network's inputs that are judgements"}},
         verdict},
        {"kill_cdf",
         "the kill shot by the end of each month, whatever has happened before",
         {project,
          month,
          date,
          {"n_kill", "integer", "1", "paths that are killed by then"},
          paths,
          {"p", "real", "1", "n_kill over paths"}},
         kill_cdf},
        {"causes",
         "first exits by the end of each month, by cause (cumulative incidence)",
         {project,
          {"cause", "text", "", "kill_shot, supply_exodus, subsidy_exhausted or token_death"},
          month,
          date,
          {"n", "integer", "1", "paths whose first exit it has been by then"},
          paths,
          {"p", "real", "1", "n over paths"}},
         causes},
        {"curves",
         "quantiles of the model's outputs at the report dates",
         {project_or_none,
          {"output", "text", "", "the output; docs/schema.md says what each is"},
          month,
          date,
          {"unit", "text", "", "unit of the row's numbers"},
          {"mean", "real", "see unit", "mean over the paths"},
          {"q01", "real", "see unit", "1% quantile"},
          {"q05", "real", "see unit", "5% quantile"},
          {"q10", "real", "see unit", "10% quantile"},
          {"q25", "real", "see unit", "25% quantile"},
          {"q50", "real", "see unit", "median"},
          {"q75", "real", "see unit", "75% quantile"},
          {"q90", "real", "see unit", "90% quantile"},
          {"q95", "real", "see unit", "95% quantile"},
          {"q99", "real", "see unit", "99% quantile"}},
         curves},
        {"conditions",
         "the kill shot's conditions after each month",
         {project_or_none,
          {"condition", "text", "", "K1 (of the sector), K2, K2_prices (K2 by prices asked) or K3"},
          month,
          date,
          {"p", "real", "1", "probability that it holds after the month"}},
         conditions},
        {"signals",
         "what a signal's reading at the decision month says about a kill later",
         {project,
          {"signal", "text", "", "the signal"},
          {"title", "text", "", "what tables call it"},
          {"group", "text", "", "where it stood: lowest, middle or highest readable bin"},
          {"p", "real", "1", "probability of a kill later, given the reading"},
          {"low", "real", "1", "lower end of its exact interval"},
          {"high", "real", "1", "upper end"},
          {"trials", "integer", "1", "paths with the reading"},
          {"difference", "real", "1", "p of the highest less p of the lowest group"},
          {"difference_low", "real", "1", "lower end of its interval"},
          {"difference_high", "real", "1", "upper end"},
          {"verdict", "text", "", "what a high reading does: raises, lowers, cannot be told apart, unknown"}},
         signals},
        {"drivers",
         "inputs that the spread of P(kill) over the beliefs comes from; for a network, those that stand out",
         {{"project", "text", "", "the network's name; empty: the mean over all networks"},
          {"input", "text", "", "dotted key of the input, or the name of one that networks have of their own"},
          {"title", "text", "", "what sentences call it"},
          {"kind", "text", "", "single, or sum over the networks that have an input of their own"},
          {"share", "real", "1", "first-order share of the variance of P(kill)"},
          {"floor", "real", "1", "the largest share that chance alone gives"},
          {"p_kill_lowest_tenth", "real", "1", "mean P(kill) in the tenth of the draws with its lowest values"},
          {"p_kill_highest_tenth", "real", "1", "mean P(kill) in the tenth with its highest values"},
          {"stands_out", "integer", "1", "1 where the share exceeds the floor, else 0"},
          {"status", "text", "", "how its value is known: quoted, derived, fitted or assumed"},
          {"n", "integer", "1", "observations behind the value"},
          {"source", "text", "", "where the value comes from"}},
         drivers},
        {"readings",
         "P(kill) by the horizon under five readings of the same words",
         {project,
          {"reading", "text", "", "the reading"},
          {"title", "text", "", "what tables call it"},
          {"p", "real", "1", "probability of the kill shot under the reading"},
          {"low", "real", "1", "lower end of its exact interval"},
          {"high", "real", "1", "upper end"}},
         readings},
        {"beliefs",
         "P(kill) in each draw of the inputs' beliefs",
         {project,
          {"draw", "integer", "1", "draw, from 0"},
          {"p_kill", "real", "1", "share of the draw's paths that are killed by the horizon"},
          {"p_kill_2027", "real", "1", "the same by the end of 2027"}},
         beliefs},
        {"inputs",
         "every number that the scenario was run with",
         {project_or_none,
          {"parameter", "text", "", "dotted key"},
          {"meaning", "text", "", "what the parameter is"},
          {"value", "real", "see unit", "its value; truth as 0 and 1"},
          {"low", "real", "see unit", "5% point of the belief about it; empty where it is known"},
          {"high", "real", "see unit", "95% point"},
          {"unit", "text", "", "unit of value, low and high"},
          {"status", "text", "", "how the value is known: quoted, derived, fitted or assumed"},
          {"n", "integer", "1", "observations behind it; empty where they are not recorded"},
          {"source", "text", "", "where the value comes from"},
          {"as_of", "date", "", "day of the source"},
          {"influence", "real", "1", "share of the spread of P(kill), mean over the networks, that it explains"}},
         inputs},
        {"provenance",
         "how the result was made",
         {{"name", "text", "", "the fact"}, {"value", "text", "", "its value"}},
         provenance},
    };
    return tables;
}

}  // namespace killshot
