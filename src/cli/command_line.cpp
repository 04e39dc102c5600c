#include "cli/command_line.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "build_info.hpp"
#include "cli/commands.hpp"
#include "cli/help_pages.hpp"
#include "cli/shell_pages.hpp"
#include "cli/streams.hpp"
#include "files/printable.hpp"
#include "inputs/spelling.hpp"

namespace killshot::cli {
namespace {

constexpr const char* start_page =
    R"(killshot estimates how likely the kill shot is for decentralised compute
networks, by when, and from which cause. In the kill shot, hyperscaler GPU
prices fall by 30% or more while centralised inference keeps getting cheaper,
faster than a network can match.

Start here:
  killshot run base                simulate the base scenario; a few seconds
  killshot show results/base.h5    print the answer again; --causes, --drivers,
                                   --signals and --readings say more
  killshot run base --set sector.cut_rate=0.8
                                   ask what if; the result has a name of its own
  killshot diff results/base.h5 results/base+cut_rate=0.8.h5
                                   compare the two, path by path
  killshot explain cut_rate        what a name means, its value and its source
  killshot new scenario mine       write mine.toml, a scenario of your own

killshot help lists all commands, killshot help run explains one.
)";

std::string version_line() { return fmt::format("killshot {} (git {})", build::version, build::git); }

const CLI::App& innermost(const CLI::App& app) {
    const CLI::App* command = &app;
    while (!command->get_subcommands().empty()) command = command->get_subcommands().front();
    return *command;
}

/// "killshot new network"
std::string full_name(const CLI::App& command) {
    return command.get_parent() == nullptr ? command.get_name()
                                           : full_name(*command.get_parent()) + ' ' + command.get_name();
}

std::string no_such_command(const std::string& word, const CLI::App& app) {
    std::vector<std::string_view> known;
    for (const CLI::App* command : commands_of(app)) known.emplace_back(command->get_name());
    return fmt::format("{}: no such command; {}", printable(word),
                       did_you_mean(word, known, "killshot help lists all"));
}

std::string no_such_option(const std::string& argument, const CLI::App& command) {
    const std::string word = argument.substr(0, argument.find('='));
    std::vector<std::string> names;
    for (const CLI::Option* option : options_of(command))
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    return fmt::format("{}: {} has no such option; {}", printable(word), full_name(command),
                       did_you_mean(word, std::vector<std::string_view>(names.begin(), names.end()),
                                    command.get_parent() == nullptr ? "options follow the command that they belong to"
                                                                    : "its help lists all"));
}

/// What CLI11 found superfluous: a misspelt command or option, or an argument too many.
std::string superfluous(const std::string& argument, const CLI::App& command) {
    if (argument.size() > 1 && argument.front() == '-') return no_such_option(argument, command);
    if (!commands_of(command).empty()) return no_such_command(argument, command);
    return fmt::format("{}: {} does not expect this argument; remove it", printable(argument), full_name(command));
}

std::string problem_with(const CLI::App* app, const CLI::Error& error) {
    const CLI::App& command = innermost(*app);
    std::string text = error.what();
    const bool is_superfluous = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError) && !commands_of(command).empty()) {
        std::vector<std::string> names;
        for (const CLI::App* below : commands_of(command)) names.push_back(below->get_name());
        text = fmt::format("{} needs one more word: {}", full_name(command), fmt::join(names, " or "));
    }
    const CLI::App& owner = app->remaining().empty() ? command : *app;
    if (const std::vector<std::string> left = owner.remaining(); !left.empty() && is_superfluous)
        text = superfluous(left.front(), owner);
    return fmt::format("{}\nSee {} --help\n", text, full_name(command));
}

/// The command that the words name; null if there is none.
const CLI::App* find_command(const CLI::App& app, const std::vector<std::string>& words) {
    const CLI::App* command = &app;
    for (const std::string& word : words) {
        const auto commands = commands_of(*command);
        const auto found = std::ranges::find(commands, word, [](const CLI::App* each) { return each->get_name(); });
        if (found == commands.end()) return nullptr;
        command = *found;
    }
    return command;
}

void add_help(CLI::App& app) {
    auto* command = app.add_subcommand("help", "explain the commands, or the one that is named");
    const auto words = std::make_shared<std::vector<std::string>>();
    command->add_option("COMMAND", *words, "a command (default: an overview of all)")
        ->type_name("COMMAND")
        ->expected(0, 2);
    command->callback([&app, words] {
        const CLI::App* named = find_command(app, *words);
        if (named == nullptr) throw CLI::ValidationError(no_such_command(words->back(), app));
        print_page(app.get_formatter()->make_help(named, full_name(*named), CLI::AppFormatMode::Normal));
    });
}

/// A hidden command for the build, which installs what it prints.
void add_pages(CLI::App& app) {
    auto* command = app.add_subcommand("pages", "print a completion or the man page")->group("");
    command->require_subcommand(1);
    const auto add = [&](const char* name, std::string (*page)(const CLI::App&)) {
        command->add_subcommand(name, "")->callback([&app, page] { fmt::print("{}", page(app)); });
    };
    add("bash", bash_completion);
    add("zsh", zsh_completion);
    add("man", man_page);
}

}  // namespace

std::unique_ptr<CLI::App> make_command_line(const std::vector<std::string>& arguments) {
    auto app = std::make_unique<CLI::App>(
        "killshot: how likely is the kill shot for decentralised compute networks, by when, from which cause");
    app->name("killshot");
    app->formatter(std::make_shared<HelpPages>());
    app->set_help_flag("-h,--help", "print this page");
    app->set_version_flag("--version", version_line(), "print the version");
    app->require_subcommand(0, 1);
    app->failure_message(problem_with);
    add_run(*app, arguments);
    add_merge(*app, arguments);
    add_show(*app);
    add_diff(*app);
    add_report(*app);
    add_export(*app);
    add_trace(*app);
    add_validate(*app);
    add_plan(*app);
    add_networks(*app);
    add_new(*app);
    add_explain(*app);
    add_devices(*app);
    add_verify(*app);
    add_bench(*app);
    add_help(*app);
    add_pages(*app);
    app->add_subcommand("version", "print the version")->callback([] { fmt::print("{}\n", version_line()); });
    app->callback([&app = *app] {
        if (app.get_subcommands().empty()) print_page(start_page);
    });
    return app;
}

}  // namespace killshot::cli
