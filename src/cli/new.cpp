#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "cli/scenario_options.hpp"
#include "files/printable.hpp"
#include "inputs/calendar.hpp"
#include "inputs/limits.hpp"
#include "inputs/names.hpp"
#include "inputs/parameters.hpp"
#include "killshot/emission/archetypes.hpp"
#include "killshot/error.hpp"
#include "killshot/scenario.hpp"
#include "report/text.hpp"

namespace killshot::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t width = 120;  // of a comment in a scenario file

/// A name that can be a network's key and a file's name.
CLI::Validator file_name() {
    return {
        [](const std::string& name) {
            const auto is_plain = [](unsigned char letter) {
                return std::isalnum(letter) != 0 || letter == '_' || letter == '-';
            };
            const bool is_good = !name.empty() && name.size() <= max_name_bytes && std::ranges::all_of(name, is_plain);
            return is_good ? std::string()
                           : fmt::format("{} is not a name (1 to {} letters, digits, _ and -; the file is NAME.toml)",
                                         printable(name), max_name_bytes);
        },
        ""};
}

void write_new_file(const std::string& file, const std::string& text) {
    std::FILE* const stream = std::fopen(file.c_str(), "wx");  // x: never an existing file
    if (stream == nullptr)
        throw Error(errno == EEXIST ? fmt::format("{}: exists already; give another name", file)
                                    : fmt::format("{}: cannot be written ({})", file, std::strerror(errno)));
    const bool is_written = std::fwrite(text.data(), 1, text.size(), stream) == text.size();
    if (std::fclose(stream) != 0 || !is_written)
        throw Error(fmt::format("{}: cannot be written ({})", file, std::strerror(errno)));
    fmt::print("wrote {}\n", file);
}

std::string comment(const std::string& words) {
    std::string text = "# ";
    for (const char letter : wrapped(words, 0, width - 2))
        text += letter == '\n' ? std::string("\n# ") : std::string(1, letter);
    return text.substr(0, text.size() - 2);
}

std::string number_text(const Scenario& scenario, const Parameter& parameter) {
    const double value = value_of(scenario, parameter);
    return is_bool(*parameter.id.spec) ? fmt::format("{}", value != 0) : fmt::format("{}", value);
}

/// A number of another network, in full, with a source that says so.
std::string copied_entry(const Scenario& scenario, const Parameter& parameter) {
    const NetworkInputs& owner = scenario.inputs.networks.at(static_cast<std::size_t>(parameter.id.network));
    std::string text = "{ value = " + number_text(scenario, parameter);
    if (parameter.low) text += fmt::format(", low = {}, high = {}", *parameter.low, *parameter.high);
    return text +
           fmt::format(R"(, unit = "{}", status = "assumed", source = "copied from {}: replace it", as_of = {} }})",
                       parameter.unit, owner.name, killshot::text_of(scenario.start));
}

class NetworkFile {
  public:
    NetworkFile(const Scenario& scenario, int like) : scenario_(scenario), like_(like) {}

    [[nodiscard]] std::string text(const std::string& name) const {
        const NetworkInputs& network = scenario_.inputs.networks.at(static_cast<std::size_t>(like_));
        std::string token = name;
        std::ranges::transform(token, token.begin(), [](unsigned char letter) { return std::toupper(letter); });
        std::string text = comment(fmt::format(
            "{}: say here what it sells, and how it pays its suppliers. Its numbers are those of {}; replace each of "
            "them, its source and its date. common.toml has the numbers that networks share.",
            name, network.name));
        text += fmt::format("base = \"common.toml\"\nname = \"{}\"\n", name);
        if (network.has_token) text += fmt::format("token = \"{}\"\n", token);
        text += fmt::format(
            "stance = \"watching\"            # or conviction, skeptical; it enters no number\n"
            "archetype = \"{}\"\nhas_token = {}\n",
            archetype_name(network.archetype), network.has_token);
        text += entries(Section::network);
        if (const std::string emission = entries(Section::emission); !emission.empty())
            text += "\n[emission]" + emission;
        return text + schedule(Section::unlock) + schedule(Section::emission_cut);
    }

  private:
    [[nodiscard]] bool is_own(const Parameter& parameter, Section section) const {
        return parameter.id.network == like_ && parameter.origin.scope == Origin::Scope::one_network &&
               section_of(*parameter.id.spec) == section;
    }

    [[nodiscard]] std::string entries(Section section) const {
        std::string text;
        for (const Parameter& parameter : scenario_.parameters)
            if (is_own(parameter, section))
                text += fmt::format("\n{}{} = {}\n", comment(std::string(parameter.id.spec->meaning)),
                                    parameter.id.spec->name, copied_entry(scenario_, parameter));
        return text;
    }

    [[nodiscard]] std::string schedule(Section section) const {
        std::string text;
        std::optional<std::size_t> element;
        for (const Parameter& parameter : scenario_.parameters) {
            if (!is_own(parameter, section)) continue;
            if (element != parameter.id.element) text += fmt::format("\n[[{}]]\n", section_name(section));
            element = parameter.id.element;
            const bool is_bare = parameter.id.spec->requirement == Requirement::number;
            text += fmt::format("{} = {}\n", parameter.id.spec->name,
                                is_bare ? number_text(scenario_, parameter) : copied_entry(scenario_, parameter));
        }
        return text;
    }

    const Scenario& scenario_;
    int like_;
};

std::string scenario_text(const std::string& name, const Scenario& base) {
    const Parameter& cut_rate = *find_parameter(base, "sector.cut_rate");
    const std::string value = number_text(base, cut_rate);
    return comment(
               fmt::format("{}: say here what this scenario asks, and which way you expect P(kill) to move.", name)) +
           fmt::format(R"(base = "base"                      # the name of a shipped scenario, or the path of a file

# [run]                            # without the # of each line that you need
# horizon_months = {}
# paths = {}

[sector]
{}# A bare number keeps its unit; it is fixed, so that it is not drawn. The base has {} ({} to {}) {}.
cut_rate = {}
# With a belief, it is drawn:
# cut_rate = {{ value = {}, low = 0.1, high = 0.6, status = "assumed", source = "why" }}

# [networks."*"]                   # all networks first, then single ones: by key, name or token
# adoption_rate = 0.1
# [networks.akash]
# margin0 = 0.1

# [[axis]]                         # several scenarios in one file: a number that is varied
# key = "sector.cut_rate"
# values = [0.1, 0.3]
)",
                       base.inputs.months, base.paths, comment(std::string(cut_rate.id.spec->meaning)), value,
                       cut_rate.low.value_or(0), cut_rate.high.value_or(0), cut_rate.unit, value, value);
}

void write_scenario(const std::string& name) {
    const std::string file = name + ".toml";
    write_new_file(file, scenario_text(name, ScenarioOptions().read()));
    fmt::print("Next: edit it, then killshot validate {} and killshot run {}\n", file, file);
}

void write_network(const std::string& name, const std::string& like) {
    const Scenario base = ScenarioOptions().read();
    if (find_network(base.inputs, name))
        throw Error(fmt::format("{}: is a network of the base scenario already; give another name", name));
    std::vector<std::string> keys;
    for (const NetworkInputs& network : base.inputs.networks) keys.push_back(network.key);
    keys.push_back(name);
    const std::string file = fmt::format("networks/{}.toml", name), scenario = fmt::format("with_{}.toml", name);
    if (fs::exists(scenario)) throw Error(fmt::format("{}: exists already; give another name", scenario));
    std::error_code failed;
    fs::create_directories("networks", failed);
    write_new_file(file, NetworkFile(base, network_named(base.inputs, like, "--like")).text(name));
    write_new_file(scenario,
                   comment(fmt::format("The base scenario with {} as one more network. It comes last, so that "
                                       "the others keep their random numbers.",
                                       name)) +
                       fmt::format("base = \"base\"\n\n[run]\nnetworks = [\"{}\"]\n", fmt::join(keys, "\", \"")));
    fmt::print("Next: replace the numbers in {}, then killshot validate {}\n", file, scenario);
}

}  // namespace

void add_new(CLI::App& app) {
    auto* command = app.add_subcommand("new", "write a scenario or a network of your own to start from");
    command->require_subcommand(1);

    auto* scenario =
        command->add_subcommand("scenario", "write NAME.toml, a commented scenario that inherits from base");
    const auto scenario_name = std::make_shared<std::string>();
    scenario->add_option("NAME", *scenario_name, "name of the scenario")
        ->required()
        ->check(file_name())
        ->type_name("NAME");
    scenario->callback([scenario_name] { write_scenario(*scenario_name); });

    auto* network = command->add_subcommand(
        "network", "write networks/NAME.toml, a commented network, and with_NAME.toml, the base scenario with it");
    const auto network_name = std::make_shared<std::string>(), like = std::make_shared<std::string>("akash");
    network->add_option("NAME", *network_name, "key of the network")->required()->check(file_name())->type_name("NAME");
    network->add_option("--like", *like, "the network whose numbers it starts with, by name, key or token")
        ->type_name("NETWORK")
        ->capture_default_str();
    network->callback([network_name, like] { write_network(*network_name, *like); });
}

}  // namespace killshot::cli
