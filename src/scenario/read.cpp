#include "killshot/scenario/read.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "argument.hpp"
#include "assemble.hpp"
#include "document.hpp"
#include "layer.hpp"
#include "network_files.hpp"
#include "problems.hpp"
#include "validate.hpp"

namespace killshot {
namespace {

namespace fs = std::filesystem;

constexpr double default_confidence = 0.95;

bool is_run_argument(std::string_view argument) { return argument.starts_with("run."); }

/// One reading of one scenario; the members fill in the order of `read`.
class Reading {
  public:
    Reading(const fs::path& file, const std::vector<std::string>& overrides) : file_(file) {
        scenario_.name = file.stem().string();
        scenario_.overrides = overrides;
    }

    Scenario read() {
        chain_ = documents_.read_chain(file_, {}, problems_);
        problems_.throw_if_any();
        read_layers();
        merge_run();
        if (networks_) drafts_ = read_network_drafts(folder_, *networks_, documents_, problems_);
        read_arguments();
        merge();
        assemble();
        scenario_.files = documents_.files();
        validate(scenario_, problems_);
        problems_.throw_if_any();
        return std::move(scenario_);
    }

  private:
    void read_layers() {
        for (const Document* document : chain_) {
            const Source source{.file = document->file,
                                .provenance = "override in " + document->path.filename().string(),
                                .states_numbers = document == chain_.front()};
            layers_.push_back(read_scenario_layer(document->table, source, problems_));
        }
    }

    /// Networks have to be known before the other arguments can be read: a project's name may have a dot in it.
    void merge_run() {
        std::vector<RunLayer> runs;
        for (std::size_t i = 0; i < layers_.size(); ++i) {
            runs.push_back(layers_[i].run);
            if (!layers_[i].run.networks) continue;
            folder_ = chain_[i]->path.parent_path() / "networks";
            listed_by_ = i;
        }
        for (const std::string& argument : scenario_.overrides)
            if (is_run_argument(argument)) {
                runs.push_back(read_argument(argument, {}, problems_).run);
                if (runs.back().networks) listed_by_ = chain_.size();
            }
        if (folder_.empty()) folder_ = file_.parent_path() / "networks";

        for (const RunLayer& run : runs) {
            if (run.start) scenario_.start = run.start->value;
            if (run.horizon_months) scenario_.inputs.months = static_cast<int>(run.horizon_months->value);
            if (run.paths) scenario_.paths = run.paths->value;
            if (run.seed) scenario_.seed = static_cast<std::uint64_t>(run.seed->value);
            if (run.confidence) confidence_ = run.confidence->value;
            if (run.networks) networks_ = run.networks;
        }
        scenario_.confidence = confidence_;
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
            problems_.add(place, fmt::format("is missing (a run has to know it); add {} = {} to [run]", key, example));
        }
    }

    void read_arguments() {
        std::vector<std::string> projects;
        for (const NetworkDraft& draft : drafts_) {
            projects.push_back(draft.key);
            if (draft.identity.name) projects.push_back(draft.identity.name->value);
        }
        for (const std::string& argument : scenario_.overrides)
            if (!is_run_argument(argument)) layers_.push_back(read_argument(argument, projects, problems_));
    }

    void merge() {
        for (std::size_t i = 0; i < layers_.size(); ++i) {
            if (layers_[i].hyperscalers) {
                scenario_.inputs.sector.hyperscalers = layers_[i].hyperscalers->value;
                has_hyperscalers_ = true;
            }
            for (const Entry& entry : layers_[i].entries) apply(entry, entries_, problems_);
            apply(layers_[i].networks, drafts_, i < listed_by_, folder_, problems_);
        }
    }

    void assemble() {
        const PlaceOfSection place_of = [this](std::string_view section) { return place_of_section(section); };
        if (!has_hyperscalers_) {
            Place place = place_of("sector");
            place.key = "sector.hyperscalers";
            problems_.add(place,
                          "is missing (the names of those that list_price0 belongs to); add hyperscalers = "
                          "[\"AWS\", \"Azure\", \"GCP\"]");
        }
        assemble_sector(entries_, place_of, scenario_, problems_);
        for (const NetworkDraft& draft : drafts_) assemble_network(draft, scenario_, problems_);
    }

    /// The innermost file that has the table; the innermost file of all where none has.
    Place place_of_section(std::string_view section) const {
        for (const Document* document : chain_)
            if (document->table.get_as<toml::table>(section) != nullptr)
                return {
                    .file = document->file, .line = line_of_key(document->table, section), .key = std::string(section)};
        return {.file = chain_.front()->file, .line = 1, .key = std::string(section)};
    }

    fs::path file_;
    Scenario scenario_;
    Problems problems_;
    Documents documents_;
    std::vector<const Document*> chain_;  // innermost first
    std::vector<ScenarioLayer> layers_;   // those of the files, then those of the arguments
    fs::path folder_;                     // of network files
    std::size_t listed_by_ = 0;           // the layer that has the last word on run.networks
    std::optional<Written<std::vector<std::string>>> networks_;
    double confidence_ = default_confidence;
    std::vector<NetworkDraft> drafts_;
    Entries entries_;  // of the sector
    bool has_hyperscalers_ = false;
};

}  // namespace

Scenario read_scenario(const fs::path& file, const std::vector<std::string>& overrides) {
    return Reading(file, overrides).read();
}

}  // namespace killshot
