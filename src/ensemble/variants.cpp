#include "ensemble/variants.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "inputs/limits.hpp"
#include "inputs/names.hpp"
#include "scenario/document.hpp"

namespace killshot {
namespace {

constexpr std::array<std::string_view, 2> variant_keys{"name", "base"};
constexpr std::string_view remedy = "write [[scenario]] and name = \"...\" below";

class VariantReader {
  public:
    VariantReader(Reading& reading, const toml::table& table)
        : reading_(reading), problems_(reading.problems()), table_(table) {}

    Variant read() {
        Variant variant;
        variant.name = read_name();
        if (table_.contains("base")) variant.layers = read_base();
        const Source source{
            .file = reading_.file().file,
            .provenance = fmt::format("scenario {} in {}", variant.name, reading_.file().path.filename().string()),
            .origin = {.layer = Origin::Layer::scenario_file}};
        variant.layers.push_back(read_layer(table_, source, variant_keys));
        return variant;
    }

    [[nodiscard]] Place place(std::string_view key) const {
        return {.file = reading_.file().file,
                .line = line_of_key(table_, key),
                .key = key.empty() ? "scenario" : fmt::format("scenario.{}", key)};
    }

  private:
    std::string read_name() {
        const toml::node* node = table_.get("name");
        const auto* text = node == nullptr ? nullptr : node->as_string();
        if (text == nullptr) {
            problems_.add(place("name"), fmt::format("is {} (results are identified by it); {}",
                                                     node == nullptr ? "missing" : kind_of(*node), remedy));
            return {};
        }
        const std::string problem = problem_of_name(text->get());
        if (!problem.empty()) problems_.add(place("name"), problem);
        return problem.empty() ? text->get() : std::string();
    }

    /// The layers of the variant's base and its bases, without those that this file inherits from too.
    std::vector<ScenarioLayer> read_base() {
        const auto* name = table_.get("base")->as_string();
        if (name == nullptr || name->get().empty()) {
            problems_.add(
                place("base"),
                fmt::format(
                    "is {} (a file, or the name of a shipped scenario, is expected); write base = \"price_war.toml\"",
                    name == nullptr ? kind_of(*table_.get("base")) : "empty"));
            return {};
        }
        const auto path = base_of(reading_.file(), name->get(), reading_.shipped());
        std::vector<ScenarioLayer> layers;
        for (const Document* document :
             reading_.documents().read_chain(path, place("base"), reading_.shipped(), problems_)) {
            const auto shared = std::ranges::find(reading_.chain(), document->file_id, &Document::file_id);
            if (shared != reading_.chain().end()) continue;
            const Source source{.file = document->file,
                                .provenance = fmt::format("override in {}", document->path.filename().string())};
            layers.push_back(read_layer(document->table, source, batch_keys));
        }
        return layers;
    }

    ScenarioLayer read_layer(const toml::table& table, const Source& source,
                             std::span<const std::string_view> ignored) {
        ScenarioLayer layer = read_scenario_layer(table, source, ignored, problems_);
        refuse_shared_values(layer, table, source.file);
        return layer;
    }

    void refuse_shared_values(const ScenarioLayer& layer, const toml::table& table, const std::string& file) {
        for (const std::string& key : layer.run.given) {
            if (key == "paths") continue;
            const auto* run = table.get_as<toml::table>("run");
            problems_.add(
                {.file = file, .line = line_of_key(*run, key), .key = fmt::format("run.{}", key)},
                "cannot be set by one scenario of several (they share start, horizon_months, networks, seed and "
                "confidence); set it in the file's [run], or run the scenario separately");
        }
        if (layer.hyperscalers)
            problems_.add(layer.hyperscalers->place,
                          "cannot be set by one scenario of several (their results share these names); set it in the "
                          "file's [sector]");
    }

    Reading& reading_;
    Problems& problems_;
    const toml::table& table_;
};

}  // namespace

std::vector<Variant> read_variants(Reading& reading) {
    const Document& file = reading.file();
    const toml::node* node = file.table.get("scenario");
    if (node == nullptr) return {};
    const Place place{.file = file.file, .line = line_of_key(file.table, "scenario"), .key = "scenario"};
    const toml::array* tables = node->as_array();
    if (tables == nullptr || tables->empty() || !std::ranges::all_of(*tables, &toml::node::is_table)) {
        reading.problems().add(place, fmt::format("is not a list of tables; {}", remedy));
        return {};
    }
    if (tables->size() > max_variants) {
        reading.problems().add(
            place, fmt::format("has {} variants (at most {} are supported); vary numbers with [[axis]]", tables->size(),
                               max_variants));
        return {};
    }
    std::vector<Variant> variants;
    for (const toml::node& element : *tables) {
        VariantReader reader(reading, *element.as_table());
        Variant variant = reader.read();
        if (!variant.name.empty() && std::ranges::find(variants, variant.name, &Variant::name) != variants.end())
            reading.problems().add(reader.place("name"), fmt::format("\"{}\" is also the name of another scenario "
                                                                     "(results are identified by it); rename one",
                                                                     variant.name));
        variants.push_back(std::move(variant));
    }
    return variants;
}

}  // namespace killshot
