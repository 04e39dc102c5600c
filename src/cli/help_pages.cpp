#include "cli/help_pages.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/text.hpp"

namespace killshot::cli {
namespace {

constexpr std::size_t command_width = 10, option_width = 24;

/// A label of at most `width` columns with its text beside it; a longer one has its text below.
std::string entry(const std::string& label, std::size_t width, const std::string& text) {
    const std::size_t column = width + 4;
    if (label.size() <= width) return wrapped(text, fmt::format("  {:<{}}  ", label, width), column, 79);
    return fmt::format("  {}\n", label) + wrapped(text, std::string(column, ' '), column, 79);
}

}  // namespace

std::vector<std::string> choices_of(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    const std::size_t open = type.find('{'), close = type.find('}');
    if (open == std::string::npos || close == std::string::npos) return {};
    return CLI::detail::split(type.substr(open + 1, close - open - 1), ',');
}

std::string value_of(const CLI::Option& option) {
    if (option.get_type_size() == 0) return "";
    if (const auto choices = choices_of(option); !choices.empty()) return fmt::format("{}", fmt::join(choices, "|"));
    const std::string type = option.get_type_name();
    return type == "INT" || type == "UINT" ? "N" : type;
}

std::string description_of(const CLI::Option& option) {
    std::vector<std::string> notes;
    if (!option.get_default_str().empty()) notes.push_back("default: " + option.get_default_str());
    for (const CLI::Option* needed : option.get_needs()) notes.push_back("needs " + needed->get_name());
    if (option.get_required() && !option.get_positional()) notes.emplace_back("required");
    return notes.empty() ? option.get_description()
                         : fmt::format("{} ({})", option.get_description(), fmt::join(notes, "; "));
}

std::string label_of(const CLI::Option& option) {
    if (option.get_positional()) return option.get_name(true, false);
    std::string names;
    for (const std::string& name : option.get_snames()) names += (names.empty() ? "-" : ", -") + name;
    for (const std::string& name : option.get_lnames()) names += (names.empty() ? "--" : ", --") + name;
    const std::string value = value_of(option);
    return value.empty() ? names : names + ' ' + value;
}

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
    return app.get_subcommands([](const CLI::App* command) { return !command->get_group().empty(); });
}

std::vector<const CLI::Option*> options_of(const CLI::App& command) {
    return command.get_options(
        [](const CLI::Option* option) { return option->nonpositional() && !option->get_group().empty(); });
}

HelpPages::HelpPages() {
    label("Positionals", "Arguments");
    label("SUBCOMMAND", "COMMAND");
}

std::string HelpPages::make_usage(const CLI::App* app, std::string name) const {
    return '\n' + CLI::Formatter::make_usage(app, std::move(name));
}

std::string HelpPages::make_description(const CLI::App* app) const { return wrapped(app->get_description()); }

std::string HelpPages::make_group(std::string group, bool is_positional,
                                  std::vector<const CLI::Option*> options) const {
    std::string text = fmt::format("\n{}:\n", group);
    for (const CLI::Option* option : options) text += make_option(option, is_positional);
    return text;
}

std::string HelpPages::make_subcommands(const CLI::App* app, CLI::AppFormatMode /*mode*/) const {
    const auto commands = commands_of(*app);
    if (commands.empty()) return "";
    std::string text = "\nCommands:\n";
    for (const CLI::App* command : commands) text += make_subcommand(command);
    return text;
}

std::string HelpPages::make_subcommand(const CLI::App* command) const {
    return entry(command->get_name(), command_width, command->get_description());
}

std::string HelpPages::make_option(const CLI::Option* option, bool /*is_positional*/) const {
    return entry(label_of(*option), option_width, description_of(*option));
}

}  // namespace killshot::cli
