#include "ensemble/variants.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "scenario/document.hpp"

namespace killshot {
namespace {

constexpr std::size_t most_variants = 256;
constexpr std::size_t longest_name = 100;  // bytes
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
            problems_.add(place("name"), fmt::format("is {} (results are told apart by it); {}",
                                                     node == nullptr ? "missing" : kind_of(*node), remedy));
            return {};
        }
        const auto is_control = [](char letter) { return static_cast<unsigned char>(letter) < 0x20; };
        const std::string& name = text->get();
        if (name.empty() || name.size() > longest_name || std::ranges::any_of(name, is_control)) {
            problems_.add(place("name"), fmt::format("is empty, longer than {} bytes or more than a line (a table of "
                                                     "results shows it); give a short name",
                                                     longest_name));
            return {};
        }
        return name;
    }

    /// What the variant's base and the files that it inherits from lay over those that this file inherits from too.
    std::vector<ScenarioLayer> read_base() {
        const auto* name = table_.get("base")->as_string();
        if (name == nullptr || name->get().empty()) {
            problems_.add(place("base"), fmt::format("is {} (a file's path is wanted); write base = \"price_war.toml\"",
                                                     name == nullptr ? kind_of(*table_.get("base")) : "empty"));
            return {};
        }
        const auto path = reading_.file().path.parent_path() / name->get();
        std::vector<ScenarioLayer> layers;
        for (const Document* document : reading_.documents().read_chain(path, place("base"), problems_)) {
            const auto shared = std::ranges::find(reading_.chain(), document->file_id, &Document::file_id);
            if (shared != reading_.chain().end()) continue;
            const Source source{.file = document->file,
                                .provenance = fmt::format("override in {}", document->path.filename().string())};
            layers.push_back(read_layer(document->table, source, batch_keys));
        }
        return layers;
    }

    ScenarioLayer read_layer(const toml::table& table, const Source& source,
                             std::span<const std::string_view> not_its_own) {
        ScenarioLayer layer = read_scenario_layer(table, source, not_its_own, problems_);
        refuse_what_is_shared(layer, table, source.file);
        return layer;
    }

    void refuse_what_is_shared(const ScenarioLayer& layer, const toml::table& table, const std::string& file) {
        for (const std::string& key : layer.run.given) {
            if (key == "paths") continue;
            const auto* run = table.get_as<toml::table>("run");
            problems_.add({.file = file, .line = line_of_key(*run, key), .key = fmt::format("run.{}", key)},
                          "is set by one scenario of several (they share start, horizon_months, networks, seed and "
                          "confidence); set it in the file's own [run], or give it a run of its own");
        }
        if (layer.hyperscalers)
            problems_.add(layer.hyperscalers->place,
                          "is set by one scenario of several (their lists are told apart by these names); set it in "
                          "the file's own [sector]");
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
        reading.problems().add(place, fmt::format("is no list of tables (each is a named variant); {}", remedy));
        return {};
    }
    if (tables->size() > most_variants) {
        reading.problems().add(place, fmt::format("has {} variants (at most {}); vary numbers with [[axis]]",
                                                  tables->size(), most_variants));
        return {};
    }
    std::vector<Variant> variants;
    for (const toml::node& element : *tables) {
        VariantReader reader(reading, *element.as_table());
        Variant variant = reader.read();
        if (!variant.name.empty() && std::ranges::find(variants, variant.name, &Variant::name) != variants.end())
            reading.problems().add(reader.place("name"), fmt::format("\"{}\" is the name of another scenario (results "
                                                                     "are told apart by it); give it one of its own",
                                                                     variant.name));
        variants.push_back(std::move(variant));
    }
    return variants;
}

}  // namespace killshot
