/// The layout of every help page: at most 79 columns, the defaults and the choices of an option spelled out.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace killshot::cli {

class HelpPages : public CLI::Formatter {
  public:
    HelpPages();
    std::string make_usage(const CLI::App* app, std::string name) const override;
    std::string make_description(const CLI::App* app) const override;
    std::string make_group(std::string group, bool is_positional,
                           std::vector<const CLI::Option*> options) const override;
    std::string make_subcommands(const CLI::App* app, CLI::AppFormatMode mode) const override;
    std::string make_subcommand(const CLI::App* command) const override;
    std::string make_option(const CLI::Option* option, bool is_positional) const override;
};

/// "FILE", "N", "auto|cpu|cuda"; empty for a flag.
[[nodiscard]] std::string value_of(const CLI::Option& option);

/// The choices of an option that takes one of several words; empty for any other option.
[[nodiscard]] std::vector<std::string> choices_of(const CLI::Option& option);

/// What the option does, with its default and what it needs.
[[nodiscard]] std::string description_of(const CLI::Option& option);

/// "-o, --output FILE"
[[nodiscard]] std::string label_of(const CLI::Option& option);

/// The commands of an app that its help lists.
[[nodiscard]] std::vector<const CLI::App*> commands_of(const CLI::App& app);

/// The options of a command that its help lists, without its positional arguments.
[[nodiscard]] std::vector<const CLI::Option*> options_of(const CLI::App& command);

}  // namespace killshot::cli
