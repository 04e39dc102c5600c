#include <cmath>

#include <fmt/format.h>

#include "files/printable.hpp"
#include "inputs/calendar.hpp"
#include "inputs/names.hpp"
#include "report/cause_names.hpp"
#include "report/text.hpp"
#include "report/trace_report.hpp"

namespace killshot {
namespace {

using Align = TextTable::Align;

/// The least change of a list price that the narrative mentions: lists drift by less in a month, and cuts are never
/// smaller (Eq. 1).
constexpr double min_told_list_change = 0.02;

class Narrator {
  public:
    Narrator(const TraceReport& report, int network)
        : scenario_(report.scenario), start_(report.starts[static_cast<std::size_t>(network)]), trace_(report.trace),
          network_(network), inputs_(scenario_.inputs.networks[static_cast<std::size_t>(network)]),
          history_(trace_.history[static_cast<std::size_t>(network)]) {}

    [[nodiscard]] std::string text() const {
        return heading() + "\nWhat happened\n" + sector_story() + network_story() + "\nSector\n" + sector_table() +
               fmt::format("\n{}\n", printable(inputs_.name)) + network_table();
    }

  private:
    [[nodiscard]] std::string dated(int month) const {
        return fmt::format("month {} ({})", month, text_of(add_months(scenario_.start, month)));
    }

    [[nodiscard]] std::string heading() const {
        return fmt::format("Path {} of {}, seed {}: {} months from {}, {}\n", trace_.path, printable(scenario_.name),
                           scenario_.seed, trace_.n_months, text_of(scenario_.start),
                           trace_.significant_digits > 9 ? "in binary64 (reference)" : "in binary32");
    }

    template <class Held>
    [[nodiscard]] std::string months_where(Held held) const {
        std::vector<bool> months;
        for (int step = 0; step < trace_.n_months; ++step) months.push_back(held(step));
        return month_ranges(months);
    }

    [[nodiscard]] const SectorMonth& sector(int step) const { return trace_.sector[static_cast<std::size_t>(step)]; }
    [[nodiscard]] const NetworkMonth& at(int step) const { return trace_.at(step, network_); }

    [[nodiscard]] std::string list_changes() const {
        std::string text;
        const SectorInputs& inputs = scenario_.inputs.sector;
        for (std::size_t j = 0; j < n_hyperscalers; ++j) {
            double before = std::log(inputs.list_price0[j]);
            for (int step = 0; step < trace_.n_months; ++step) {
                const double now = sector(step).list_log[j];
                if (std::abs(now - before) >= min_told_list_change) {
                    text += fmt::format("  {}'s list {} by {} in {}: USD {:.2f} to {:.2f}\n",
                                        printable(inputs.hyperscalers[j]), now < before ? "fell" : "rose",
                                        percent(std::abs(std::expm1(now - before)), 0), dated(step + 1),
                                        std::exp(before), std::exp(now));
                }
                before = now;
            }
        }
        return text.empty() ? "  No hyperscaler changed its list price by 2% or more in a month.\n" : text;
    }

    [[nodiscard]] std::string sector_story() const {
        const KillShotInputs& kill_shot = scenario_.inputs.kill_shot;
        return list_changes() +
               fmt::format("  K1, effective hyperscaler price down by {} or more: {}\n",
                           percent(1.0 - (1.0 - kill_shot.price_fall) / (1.0 - kill_shot.price_fall_already), 0),
                           in_months([&](int step) { return sector(step).k1; }));
    }

    template <class Held>
    [[nodiscard]] std::string in_months(Held held) const {
        const std::string ranges = months_where(held);
        return ranges == "never" ? ranges : "in months " + ranges;
    }

    [[nodiscard]] std::string kill_story() const {
        const std::string conditions = trace_.long_tail_required ? "K1, K2 and K3 together" : "K1 and K2 together";
        std::string text = fmt::format("  {}: {}\n", conditions,
                                       in_months([&](int step) { return trace_.kill_conditions(step, network_); }));
        const int month = history_.month_of[kill_shot_cause];
        const std::string hold = trace_.hold_steps == 1 ? "1 month" : fmt::format("{} months", trace_.hold_steps);
        if (month < 0)
            return text +
                   fmt::format("  The kill shot does not fire: its conditions must hold for {} in a row.\n", hold);
        return text + fmt::format("  Held for {} in a row: the kill shot fires in {}, and {} at the horizon.\n", hold,
                                  dated(month),
                                  history_.standing ? "its conditions still hold" : "its conditions no longer hold");
    }

    [[nodiscard]] std::string other_exits() const {
        std::string text;
        for (std::size_t cause = kill_shot_cause + 1; cause < n_causes; ++cause)
            if (const int month = history_.month_of[cause]; month > 0)
                text += fmt::format("  {} in {}\n", capitalised(cause_titles[cause]), dated(month));
        if (history_.first_cause < 0) return text + "  No exit by the horizon.\n";
        return text + fmt::format("  First exit: {}, {}\n",
                                  cause_titles[static_cast<std::size_t>(history_.first_cause)],
                                  dated(history_.first_month));
    }

    [[nodiscard]] std::string network_story() const {
        const KillShotInputs& kill_shot = scenario_.inputs.kill_shot;
        std::string text =
            fmt::format("  K2, {} outpaced (centralised cost falls faster than it can match, discount under {}): {}\n",
                        printable(inputs_.name), percent(kill_shot.discount_required, 0),
                        in_months([&](int step) { return at(step).k2; })) +
            kill_story() +
            fmt::format("  K3, the long tail is {} of demand or more{}: {}\n", percent(kill_shot.long_tail_share, 0),
                        trace_.long_tail_required ? "" : " (not required)",
                        in_months([&](int step) { return at(step).k3; }));
        if (history_.long_tail_only_month > 0)
            text += fmt::format("  Only the long tail is left since {}\n", dated(history_.long_tail_only_month));
        text += other_exits();
        text += "  Parity with centralised cost (cost advantage gone): " +
                (history_.parity > 0 ? dated(history_.parity) : "never") + '\n';
        text += "  First customer at scale: " + (history_.adopted > 0 ? dated(history_.adopted) : "never") + '\n';
        if (history_.low_months > 0) {
            text +=
                fmt::format("  Utilization was under {} in {} months; organic income covered the cost in {} of them\n",
                            percent(kill_shot.low_utilization, 0), history_.low_months, history_.self_funded_months);
        }
        return text;
    }

    [[nodiscard]] std::string sector_table() const {
        const SectorInputs& inputs = scenario_.inputs.sector;
        std::vector<TextTable::Column> columns = {{"month"}, {"ends", Align::left}};
        for (const std::string& name : inputs.hyperscalers) columns.push_back({name + "\nUSD/h"});
        columns.insert(columns.end(), {{"open\nUSD/h"},
                                       {"market", Align::left},
                                       {"effective\nindex"},
                                       {"centralised\nUSD/Mtok"},
                                       {"trailing\nlog/yr"},
                                       {"demand\nindex"},
                                       {"utili-\nzation"},
                                       {"crypto", Align::left},
                                       {"K1", Align::left}});
        TextTable table(columns);
        for (int step = 0; step < trace_.n_months; ++step) {
            const SectorMonth& s = sector(step);
            std::vector<std::string> row = {std::to_string(step + 1), text_of(add_months(scenario_.start, step + 1))};
            for (const double list : s.list_log) row.push_back(fmt::format("{:.2f}", std::exp(list)));
            row.insert(row.end(), {fmt::format("{:.2f}", std::exp(s.open_log)), s.scarcity ? "scarcity" : "glut",
                                   fmt::format("{:.3f}", std::exp(s.effective_log)),
                                   fmt::format("{:.3g}", inputs.token_price0 * std::exp(s.central_cost_log)),
                                   fmt::format("{:+.2f}", s.trailing_pace), short_number(std::exp(s.demand_log)),
                                   percent(s.utilization, 0), s.bull ? "bull" : "bear", s.k1 ? "yes" : "-"});
            table.add_row(std::move(row));
        }
        return table.text();
    }

    [[nodiscard]] std::string events_of(int month) const {
        std::string text;
        const auto add = [&](bool now, std::string_view event) {
            if (now) text.append(text.empty() ? "" : ", ").append(event);
        };
        for (std::size_t cause = 0; cause < n_causes; ++cause)
            add(history_.month_of[cause] == month, cause_titles[cause]);
        add(history_.parity == month, "parity");
        add(history_.adopted == month, "first customer");
        return text;
    }

    [[nodiscard]] std::string network_table() const {
        TextTable table({{"month"},
                         {"price\nUSD/h"},
                         {"cost\nratio"},
                         {"utili-\nzation"},
                         {"long\ntail"},
                         {"spend\nUSD"},
                         {"subsidy\nshare"},
                         {"margin"},
                         {"GPUs\nH100 eq."},
                         {"token\nUSD"},
                         {"K2", Align::left},
                         {"K3", Align::left},
                         {"held"},
                         {"event", Align::left}});
        int held = 0;
        for (int step = 0; step < trace_.n_months; ++step) {
            const NetworkMonth& n = at(step);
            held = trace_.kill_conditions(step, network_) ? held + 1 : 0;
            table.add_row({std::to_string(step + 1), fmt::format("{:.2f}", std::exp(n.price_log)),
                           fmt::format("{:.2f}", std::exp(n.parity_gap)), percent(n.utilization, 0),
                           percent(n.tail_share(), 0), short_number(n.spend_usd), percent(n.subsidy_share, 0),
                           fmt::format("{:+.0f}%", 100.0 * n.margin), short_number(start_.gpus0 * std::exp(n.gpus_log)),
                           inputs_.has_token ? short_number(inputs_.token_price0 * std::exp(n.token_log)) : "-",
                           n.k2 ? "yes" : "-", n.k3 ? "yes" : "-", held == 0 ? "-" : std::to_string(held),
                           events_of(step + 1)});
        }
        return table.text();
    }

    static std::string capitalised(std::string_view text) {
        std::string result(text);
        result[0] = static_cast<char>(result[0] - 'a' + 'A');
        return result;
    }

    static constexpr std::size_t kill_shot_cause = static_cast<std::size_t>(Cause::kill_shot);

    const Scenario& scenario_;
    const NetworkStart& start_;
    const PathTrace& trace_;
    int network_;
    const NetworkInputs& inputs_;
    const NetworkHistory& history_;
};

}  // namespace

int network_of_interest(const PathTrace& trace) {
    constexpr auto kill_shot = static_cast<std::size_t>(Cause::kill_shot);
    int chosen = 0, earliest = -1;
    for (int network = 0; network < trace.n_networks; ++network) {
        const int month = trace.history[static_cast<std::size_t>(network)].month_of[kill_shot];
        if (month > 0 && (earliest < 0 || month < earliest)) {
            chosen = network;
            earliest = month;
        }
    }
    return chosen;
}

std::string trace_to_text(const TraceReport& report, int network) { return Narrator(report, network).text(); }

}  // namespace killshot
