#include "cli/shell_pages.hpp"

#include <functional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "build_info.hpp"
#include "cli/help_pages.hpp"
#include "report/text.hpp"

namespace killshot::cli {
namespace {

std::vector<std::string> names_of(const CLI::Option& option) {
    std::vector<std::string> names;
    for (const std::string& name : option.get_snames()) names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
    return names;
}

std::vector<const CLI::Option*> arguments_of(const CLI::App& command) {
    return command.get_options([](const CLI::Option* option) { return option->get_positional(); });
}

/// Calls visit(words, command) for every command and the commands below it: {"new", "network"}.
using Visit = std::function<void(const std::vector<std::string>&, const CLI::App&)>;
void visit_commands(const CLI::App& app, const Visit& visit, std::vector<std::string> words = {}) {
    for (const CLI::App* command : commands_of(app)) {
        words.push_back(command->get_name());
        visit(words, *command);
        visit_commands(*command, visit, words);
        words.pop_back();
    }
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    return CLI::detail::find_and_replace(std::move(text), from, to);
}

/// What may follow a command on the line: the commands below it, and its options.
std::string words_after(const CLI::App& command) {
    std::vector<std::string> words;
    for (const CLI::App* below : commands_of(command)) words.push_back(below->get_name());
    for (const CLI::Option* option : options_of(command))
        for (const std::string& name : names_of(*option)) words.push_back(name);
    return fmt::format("{}", fmt::join(words, " "));
}

/// In a [description] of zsh's _arguments.
std::string for_zsh(std::string text) {
    for (const char* letter : {"\\", "[", "]", ":"}) text = replaced(text, letter, std::string("\\") + letter);
    return text;
}

/// The action that completes a value: one of several words, or a file.
std::string zsh_value(const CLI::Option& option) {
    const auto choices = choices_of(option);
    const std::string value = replaced(value_of(option), ":", "\\:");
    if (value.empty()) return "";
    if (!choices.empty()) return fmt::format(":value:({})", fmt::join(choices, " "));
    return fmt::format(":{}:{}", value, value == "FILE" ? "_files" : "");
}

std::string for_roff(const std::string& text) { return replaced(replaced(text, "\\", "\\\\"), "-", "\\-"); }

std::string man_options(const CLI::App& command) {
    std::string text;
    const auto add = [&](const CLI::Option& option) {
        text += fmt::format(".TP\n.B {}\n{}\n", for_roff(label_of(option)), for_roff(description_of(option)));
    };
    for (const CLI::Option* argument : arguments_of(command)) add(*argument);
    for (const CLI::Option* option : options_of(command)) add(*option);
    return text;
}

}  // namespace

std::string bash_completion(const CLI::App& app) {
    std::string text = fmt::format(R"(# bash completion for killshot
_killshot() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command="" i
    for ((i = 1; i < COMP_CWORD; ++i)); do
        case "$command ${{COMP_WORDS[i]}}" in
)");
    visit_commands(app, [&](const std::vector<std::string>& words, const CLI::App&) {
        const std::string above = fmt::format("{}", fmt::join(words.begin(), words.end() - 1, " "));
        text += fmt::format("        \"{} {}\") command={};;\n", above, words.back(),
                            shell_quoted(fmt::format("{}", fmt::join(words, " "))));
    });
    text += "        esac\n    done\n    local words=\"\"\n    case \"$command $before\" in\n";
    visit_commands(app, [&](const std::vector<std::string>& words, const CLI::App& command) {
        for (const CLI::Option* option : options_of(command))
            if (const auto choices = choices_of(*option); !choices.empty())
                for (const std::string& name : names_of(*option))
                    text += fmt::format("    {}) words={};;\n",
                                        shell_quoted(fmt::format("{} {}", fmt::join(words, " "), name)),
                                        shell_quoted(fmt::format("{}", fmt::join(choices, " "))));
    });
    text += "    esac\n    if [[ -z $words ]]; then\n        case \"$command\" in\n";
    text += fmt::format("        '') words={};;\n", shell_quoted(words_after(app)));
    visit_commands(app, [&](const std::vector<std::string>& words, const CLI::App& command) {
        text += fmt::format("        {}) words={};;\n", shell_quoted(fmt::format("{}", fmt::join(words, " "))),
                            shell_quoted(words_after(command)));
    });
    text += R"(        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$word"))
    if [[ -n $command && $word != -* && ${#COMPREPLY[@]} -eq 0 ]]; then
        compopt -o filenames
        COMPREPLY=($(compgen -f -- "$word"))
    fi
}
complete -F _killshot killshot
)";
    return text;
}

std::string zsh_completion(const CLI::App& app) {
    std::string text = "#compdef killshot\n";
    const auto function = [&](const std::string& name, const CLI::App& command) {
        const auto below = commands_of(command);
        text += fmt::format("{}() {{\n    local -a commands\n", name);
        if (!below.empty()) {
            text += "    commands=(\n";
            for (const CLI::App* each : below)
                text += fmt::format("        {}\n",
                                    shell_quoted(each->get_name() + ":" + for_zsh(each->get_description())));
            text += "    )\n";
        }
        text += "    _arguments -C";
        for (const CLI::Option* option : options_of(command))
            for (const std::string& option_name : names_of(*option))
                text += fmt::format(
                    " \\\n        {}",
                    shell_quoted(fmt::format("{}{}[{}]{}", option->get_expected_max() > 1 ? "*" : "", option_name,
                                             for_zsh(description_of(*option)), zsh_value(*option))));
        if (below.empty())
            text += " \\\n        '*:file:_files'\n";
        else
            text += fmt::format(
                " \\\n        '1:command:{{_describe command commands}}' \\\n        '*::argument:->rest'\n"
                "    [[ $state == rest ]] && (( $+functions[{0}_$words[1]] )) && {0}_$words[1]\n",
                name);
        text += "}\n";
    };
    visit_commands(app, [&](const std::vector<std::string>& words, const CLI::App& command) {
        function(fmt::format("_killshot_{}", fmt::join(words, "_")), command);
    });
    function("_killshot", app);
    return text + "_killshot \"$@\"\n";
}

std::string man_page(const CLI::App& app) {
    std::string text =
        fmt::format(".TH KILLSHOT 1 \"\" \"killshot {}\" \"User Commands\"\n.SH NAME\n{}\n", build::version,
                    for_roff("killshot - " + app.get_description().substr(app.get_description().find(": ") + 2)));
    text += ".SH SYNOPSIS\n.B killshot\n.I COMMAND\n[OPTIONS]\n.SH OPTIONS\n" + man_options(app) + ".SH COMMANDS\n";
    visit_commands(app, [&](const std::vector<std::string>& words, const CLI::App& command) {
        text += fmt::format(".SS killshot {}\n{}.\n{}", for_roff(fmt::format("{}", fmt::join(words, " "))),
                            for_roff(command.get_description()), man_options(command));
    });
    return text + R"(.SH EXIT STATUS
.TP
.B 0
done
.TP
.B 1
the input or a result is wrong
.TP
.B 2
the command line is wrong
.TP
.B 3
done in part: some scenarios of a batch could not be run
.SH ENVIRONMENT
.TP
.B NO_COLOR
print no bold text on a terminal
)";
}

}  // namespace killshot::cli
