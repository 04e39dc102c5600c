#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "files/printable.hpp"
#include "inputs/calendar.hpp"
#include "report/changes.hpp"
#include "report/show.hpp"
#include "report/text.hpp"
#include "report/titles.hpp"

namespace killshot {
namespace {

using Align = TextTable::Align;

std::string date_of(const Summary& s, int month) { return text_of(add_months(s.header.start, month)); }

/// "2029-11"
std::string month_text(const Summary& s, int month) { return date_of(s, month).substr(0, 7); }

using Cell = std::function<std::string(const NetworkSummary&)>;

/// A column of the first table.
struct KillColumn {
    std::string heading;
    Align align = Align::right;
    Cell cell;
};

/// Shares in one column have the same digits: those of the network whose interval is narrowest.
template <class Read>
Cell shares(const Summary& s, Read read) {
    int decimals = 0;
    for (const NetworkSummary& network : s.networks) {
        const Proportion& p = read(network);
        if (p.hits > 0) decimals = std::max(decimals, percent_decimals(p.low, p.high));
    }
    return [=](const NetworkSummary& network) {
        const Proportion& p = read(network);
        return p.hits == 0 ? share_of(p) : percent(p.estimate, decimals);
    };
}

/// The mean over the beliefs, with its range, of each network.
Cell over_beliefs_of(const Summary& s, const std::vector<BeliefSpread>& spreads) {
    return [&s, &spreads](const NetworkSummary& network) {
        return over_beliefs(spreads.at(static_cast<std::size_t>(&network - s.networks.data())));
    };
}

std::vector<KillColumn> kill_columns(const Summary& s, const BeliefSummary* beliefs) {
    using Network = const NetworkSummary&;
    std::vector<KillColumn> columns;
    const auto add = [&](std::string heading, Cell cell, Align align = Align::right) {
        KillColumn& column = columns.emplace_back();
        column.heading = std::move(heading);
        column.align = align;
        column.cell = std::move(cell);
    };
    add(
        "Network", [](Network n) { return n.project.name; }, Align::left);
    add(
        "Stance", [](Network n) { return n.project.stance; }, Align::left);
    const std::string by_horizon = "P(kill)\nby " + month_text(s, s.month), by_2027 = "P(kill)\nby end-2027";
    if (beliefs != nullptr) {
        add(by_horizon + "\nover beliefs", over_beliefs_of(s, beliefs->networks));
        add("\n\nstated", shares(s, [](Network n) { return n.kill; }));
        if (shows_2027(s)) add(by_2027 + "\nover beliefs", over_beliefs_of(s, beliefs->networks_2027));
    } else {
        add(by_horizon, shares(s, [](Network n) { return n.kill; }));
        if (shows_2027(s)) add(by_2027, shares(s, [](Network n) { return *n.kill_2027; }));
    }
    add("P(kill)\nif K1 holds", shares(s, [](Network n) { return n.kill_given_k1; }));
    return columns;
}

/// Networks by falling P(kill), over the beliefs if there are draws of them.
std::string kill_table(const Summary& s, const BeliefSummary* beliefs) {
    const std::vector<KillColumn> columns = kill_columns(s, beliefs);
    std::vector<TextTable::Column> headings;
    for (const KillColumn& column : columns) headings.push_back({column.heading, column.align});
    std::vector<const NetworkSummary*> networks;
    for (const NetworkSummary& network : s.networks) networks.push_back(&network);
    std::ranges::stable_sort(networks, std::ranges::greater{}, [&](const NetworkSummary* network) {
        return beliefs == nullptr ? network->kill.estimate
                                  : beliefs->networks.at(static_cast<std::size_t>(network - s.networks.data())).mean;
    });
    TextTable table(headings);
    for (const NetworkSummary* network : networks) {
        std::vector<std::string> row;
        for (const KillColumn& column : columns) row.push_back(column.cell(*network));
        table.add_row(std::move(row));
    }
    return table.text();
}

/// To two significant digits. Upwards, because rounding must not tighten a bound.
double rounded_up(double bound) {
    const double unit = std::pow(10.0, std::floor(std::log10(bound)) - 1.0);
    return std::ceil(bound / unit) * unit;
}

std::string counting_error(const Summary& s, const BeliefSummary* beliefs) {
    double half_width = 0;
    for (const NetworkSummary& n : s.networks)
        half_width = std::max({half_width, n.kill.estimate - n.kill.low, n.kill.high - n.kill.estimate});
    return wrapped(fmt::format("{}: counting error of at most +-{:.2g} points (exact {:g}% intervals: --wide).",
                               beliefs == nullptr ? "P(kill)" : "Stated", rounded_up(100 * half_width),
                               100 * s.header.confidence));
}

/// "Kill shot: ...", and "  K1  hyperscaler GPU prices ...", further lines under the first word.
std::string definitions(const Summary& s) {
    std::string text = fmt::format("Kill shot: {}.\n", kill_shot_in_words(s.kill_shot));
    for (const auto& [name, words] : conditions_in_words(s.kill_shot))
        text += wrapped(words, fmt::format("  {}  ", name), 6, 79);
    return text;
}

std::string other_readings(const Summary& s) {
    std::string words = "Other readings of the same words:";
    for (std::size_t reading = 1; reading < n_readings; ++reading) {
        const double mean =
            mean_over_networks(s, [=](const NetworkSummary& n) { return n.kill_by_reading[reading].estimate; });
        const std::string share = mean > 0 && mean < 0.005 ? "<1%" : percent(mean, 0);
        words += fmt::format(" {} ({}){}", share, reading_titles[reading],
                             reading + 1 == n_readings ? ": --readings." : ",");
    }
    return wrapped(words);
}

/// A command in lines of at most `width` characters, broken before an option as a shell reads it.
std::string command_lines(const std::string& command, std::size_t width = 79) {
    std::string text, line;
    for (std::size_t at = 0; at < command.size();) {
        const std::size_t next = std::min(command.find(" --", at + 1), command.size());
        const std::string part = command.substr(at, next - at);
        if (!line.empty() && line.size() + part.size() + 2 > width) {
            text += line + " \\\n";
            line.assign(1, ' ');
        }
        line += part;
        at = next;
    }
    return text + line + '\n';
}

/// How to look at a killed path of the network whose first exit is most often the kill shot.
std::string example(const Summary& s) {
    constexpr auto kill_shot = static_cast<std::size_t>(Cause::kill_shot);
    const auto most = std::ranges::max_element(s.networks, {}, [](const NetworkSummary& n) {
        return std::pair(n.killed_path >= 0, n.first_exit[kill_shot].hits);
    });
    if (most == s.networks.end() || most->killed_path < 0) return "";
    std::string scenario;
    if (s.header.scenarios.size() > 1) scenario = fmt::format(" --scenario {}", shell_quoted(s.scenario));
    return "A path with a kill:\n" +
           command_lines(printable(fmt::format("  killshot trace {}{} --path {} --network {}", s.header.input, scenario,
                                               most->killed_path, most->project.key)));
}

}  // namespace

std::string text_of(const Proportion& p) {
    if (p.trials == 0) return "-";
    if (p.hits == 0) return fmt::format("none (<{:g}%)", rounded_up(100.0 * p.high));
    const int decimals = percent_decimals(p.low, p.high);
    return fmt::format("{} ({:.{}f}-{:.{}f})", percent(p.estimate, decimals), 100.0 * p.low, decimals, 100.0 * p.high,
                       decimals);
}

std::string share_of(const Proportion& p) {
    if (p.trials == 0) return "-";
    return p.hits == 0 ? "none" : percent(p.estimate, percent_decimals(p.low, p.high));
}

std::string heading(const Summary& s, const BeliefSummary* beliefs) {
    std::string text = fmt::format("{}: {} months from {}; {} {}", printable(s.scenario), s.header.months,
                                   text_of(s.header.start), with_commas(s.paths), s.paths == 1 ? "future" : "futures");
    if (beliefs != nullptr)
        text += fmt::format(", {} draws of the inputs", with_commas(static_cast<std::int64_t>(beliefs->draws->size())));
    return text + '\n' + changed_inputs_to_text(s.changed);
}

std::string summary_to_text(const Summary& s, const BeliefSummary* beliefs) {
    const double assumed = mean_over_networks(s, [](const NetworkSummary& n) { return n.assumed_share; });
    return heading(s, beliefs) + '\n' + wrapped(sentence(s, beliefs)) + '\n' + kill_table(s, beliefs) +
           (beliefs == nullptr ? "" : over_beliefs_note(*beliefs)) + counting_error(s, beliefs) + '\n' +
           definitions(s) + other_readings(s) + '\n' +
           (s.header.outputs == Outputs::kills
                ? wrapped("The file has kills by the horizon, readings and inputs alone (it was run with --outputs "
                          "kills): killshot show FILE --readings")
                : fmt::format("More: killshot show FILE --causes {}--signals --readings --wide\n",
                              beliefs == nullptr ? "" : "--drivers ")) +
           fmt::format("{} of the inputs are judgements, not sourced: killshot networks\n", percent(assumed, 0)) +
           example(s);
}

}  // namespace killshot
