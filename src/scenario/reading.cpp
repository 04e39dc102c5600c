#include "scenario/reading.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "inputs/calendar.hpp"
#include "inputs/names.hpp"
#include "scenario/argument.hpp"
#include "scenario/assemble.hpp"
#include "scenario/shipped.hpp"
#include "scenario/validate.hpp"

namespace killshot {
namespace {

namespace fs = std::filesystem;

constexpr double default_confidence = 0.95;
constexpr int default_report_every_months = 6;

}  // namespace

Reading::Reading(const fs::path& file, const std::vector<std::string>& overrides)
    : file_(file), shipped_(shipped_scenarios()) {
    frame_.name = file.stem().string();
    if (const std::string problem = problem_of_name(frame_.name); !problem.empty())
        problems_.add({.file = file.string(), .line = 0, .key = {}},
                      "the file's name, which is the scenario's, " + problem);
    frame_.overrides = overrides;
    chain_ = documents_.read_chain(file_, {}, shipped_, problems_);
    problems_.throw_if_any();
    read_layers();
    merge_run();
    read_arguments();
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        apply_layer(layers_[i], i < listed_by_, frame_, entries_, drafts_);
        if (i == 0) keep_base_inputs();
    }
}

Scenario Reading::resolve(std::span<const ScenarioLayer> variant) {
    Scenario scenario = frame_;
    Entries entries = entries_;
    std::vector<NetworkDraft> drafts = drafts_;
    const bool narrowed = listed_by_ == chain_.size();
    for (const ScenarioLayer& layer : variant) {
        if (layer.run.paths) scenario.paths = layer.run.paths->value;
        apply_layer(layer, narrowed, scenario, entries, drafts);
    }
    for (const ScenarioLayer& layer : arguments_) apply_layer(layer, false, scenario, entries, drafts);
    assemble(entries, drafts, scenario, problems_);
    scenario.changed = base_inputs_.changes_in(scenario);
    scenario.files = documents_.files();
    validate(scenario, problems_);
    return scenario;
}

void Reading::check(const ScenarioLayer& layer) {
    Scenario scenario = frame_;
    Entries entries = entries_;
    std::vector<NetworkDraft> drafts = drafts_;
    apply_layer(layer, false, scenario, entries, drafts);
}

std::optional<int> Reading::network_named(std::string_view name) const { return find_network(drafts_, name); }

void Reading::read_layers() {
    for (const Document* document : chain_) {
        const Source source{
            .file = document->file,
            .provenance = "override in " + document->path.filename().string(),
            .origin = {.layer = document == chain_.back() ? Origin::Layer::scenario_file : Origin::Layer::inherited},
            .states_numbers = document == chain_.front()};
        layers_.push_back(read_scenario_layer(document->table, source, batch_keys, problems_));
    }
}

/// Merges [run] of all layers. The other arguments are read later, since keys may contain projects' names with dots.
void Reading::merge_run() {
    std::vector<RunLayer> runs;
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        runs.push_back(layers_[i].run);
        if (!layers_[i].run.networks) continue;
        listed_by_ = i;
    }
    for (const std::string& argument : frame_.overrides)
        if (sets_run(argument)) {
            runs.push_back(read_argument(argument, {}, problems_).run);
            if (runs.back().networks) listed_by_ = chain_.size();
        }
    for (auto document = chain_.rbegin(); document != chain_.rend(); ++document)
        if (const fs::path folder = (*document)->path.parent_path() / "networks";
            std::ranges::find(folders_.own, folder) == folders_.own.end())
            folders_.own.push_back(folder);
    if (!shipped_.empty()) folders_.shipped = shipped_ / "networks";

    std::optional<Written<std::vector<std::string>>> networks;
    frame_.confidence = default_confidence;
    frame_.report_every_months = default_report_every_months;
    for (const RunLayer& run : runs) {
        if (run.start) frame_.start = run.start->value;
        if (run.horizon_months) frame_.inputs.months = static_cast<int>(run.horizon_months->value);
        if (run.report_every_months) frame_.report_every_months = static_cast<int>(run.report_every_months->value);
        if (run.paths) frame_.paths = run.paths->value;
        if (run.seed) frame_.seed = run.seed->value;
        if (run.confidence) frame_.confidence = run.confidence->value;
        if (run.networks) networks = run.networks;
    }
    using Example = std::pair<std::string_view, std::string_view>;
    for (const auto& [key, example] :
         {Example{"start", "2026-11-22"}, Example{"horizon_months", "36"}, Example{"paths", "65536"},
          Example{"seed", "20261122"}, Example{"networks", "[\"akash\", \"render\"]"}}) {
        const auto gives = [wanted = key](const RunLayer& run) {
            return std::ranges::find(run.given, wanted) != run.given.end();
        };
        if (std::ranges::any_of(runs, gives)) continue;
        Place place = place_of_section("run");
        place.key = fmt::format("run.{}", key);
        problems_.add(place, fmt::format("is missing; add {} = {} to [run]", key, example));
    }
    if (!networks) return;
    NetworkDrafts drafts = read_network_drafts(folders_, *networks, documents_, problems_);
    drafts_ = std::move(drafts.networks);
    n_shared_files_ = drafts.n_shared_files;
    list_changes_of_run(runs);
}

void Reading::list_changes_of_run(const std::vector<RunLayer>& runs) {
    const auto add = [&](std::string_view key, std::string old_value, std::string new_value) {
        if (old_value != new_value)
            base_inputs_.of_run.push_back({fmt::format("run.{}", key), std::move(old_value), std::move(new_value)});
    };
    const RunLayer& base = runs.front();
    if (base.start) add("start", text_of(base.start->value), text_of(frame_.start));
    if (base.horizon_months)
        add("horizon_months", std::to_string(base.horizon_months->value), std::to_string(frame_.inputs.months));
    if (!base.networks || listed_by_ == 0) return;
    std::vector<std::string> before, now;
    for (const std::string& called : base.networks->value) before.push_back(folders_.find(called).stem());
    for (const NetworkDraft& draft : drafts_) now.push_back(draft.key);
    add("networks", fmt::format("{}", fmt::join(before, ", ")), fmt::format("{}", fmt::join(now, ", ")));
}

void Reading::keep_base_inputs() {
    Scenario base = frame_;
    Problems ignored;
    assemble(entries_, drafts_, base, ignored);
    base_inputs_.inputs = std::move(base.inputs);
    base_inputs_.parameters = std::move(base.parameters);
}

std::vector<std::string> Reading::projects() const {
    std::vector<std::string> names;
    for (const NetworkDraft& draft : drafts_) {
        names.push_back(draft.key);
        if (draft.identity.name) names.push_back(draft.identity.name->value);
        if (draft.identity.token) names.push_back(draft.identity.token->value);
    }
    return names;
}

void Reading::read_arguments() {
    for (const std::string& argument : frame_.overrides)
        if (!sets_run(argument)) arguments_.push_back(read_argument(argument, projects(), problems_));
}

void Reading::apply_layer(const ScenarioLayer& layer, bool narrowed, Scenario& scenario, Entries& entries,
                          std::vector<NetworkDraft>& drafts) {
    if (layer.hyperscalers) scenario.inputs.sector.hyperscalers = layer.hyperscalers->value;
    for (const Entry& entry : layer.entries) apply(entry, entries, problems_);
    apply(layer.networks, drafts, narrowed, folders_, problems_);
}

void Reading::assemble(const Entries& entries, const std::vector<NetworkDraft>& drafts, Scenario& scenario,
                       Problems& problems) const {
    const PlaceOfSection place_of = [this](std::string_view section) { return place_of_section(section); };
    if (scenario.inputs.sector.hyperscalers.front().empty()) {
        Place place = place_of("sector");
        place.key = "sector.hyperscalers";
        problems.add(place,
                     "is missing (the names that list_price0 and hyperscaler_weight follow); add hyperscalers = "
                     "[\"AWS\", \"Azure\", \"GCP\"]");
    }
    assemble_sector(entries, place_of, scenario, problems);
    for (const NetworkDraft& draft : drafts) assemble_network(draft, scenario, problems);
}

/// The innermost file that has the table, or the innermost file if none has.
Place Reading::place_of_section(std::string_view section) const {
    for (const Document* document : chain_)
        if (document->table.get_as<toml::table>(section) != nullptr)
            return {.file = document->file, .line = line_of_key(document->table, section), .key = std::string(section)};
    return {.file = chain_.front()->file, .line = 1, .key = std::string(section)};
}

}  // namespace killshot
