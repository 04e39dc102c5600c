#include <array>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "files/printable.hpp"
#include "inputs/calendar.hpp"
#include "inputs/names.hpp"
#include "report/text.hpp"
#include "report/titles.hpp"
#include "report/trace_report.hpp"

namespace killshot {
namespace {

using Align = TextTable::Align;

/// The least change of a list price that the narrative mentions: lists drift by less in a month, and cuts are never
/// smaller (Eq. 1).
constexpr double min_told_list_change = 0.02;

class Narrator {
  public:
    Narrator(const TraceReport& report, int network, Width width)
        : width_(width), scenario_(report.scenario), start_(report.starts[static_cast<std::size_t>(network)]),
          trace_(report.trace), network_(network),
          inputs_(scenario_.inputs.networks[static_cast<std::size_t>(network)]),
          history_(trace_.history[static_cast<std::size_t>(network)]) {}

    [[nodiscard]] std::string text() const {
        return heading() + "\nWhat happened\n" + sector_story() + network_story() + "\nSector\n" + sector_table() +
               wrapped(
                   "K1 under each reading that holds: p what is paid (the kill shot's own), l lists, a any one list, "
                   "c unit of compute. Centralised USD/Mtok: constant-quality price index, USD of t0.") +
               fmt::format("\n{}\n", printable(inputs_.name)) + network_table() +
               wrapped(
                   "At cost: the cost ratio if suppliers' income just covered their cost. K2: yes, or prices where it "
                   "holds only for the prices asked. Held: months in a row in which the kill shot's conditions hold.");
    }

  private:
    [[nodiscard]] std::string dated(int month) const {
        return fmt::format("month {} ({})", month, text_of(add_months(scenario_.start, month)));
    }

    [[nodiscard]] std::string heading() const {
        return wrapped(fmt::format("Path {} of {}, seed {}: {} months from {}, {}", trace_.path,
                                   printable(scenario_.name), scenario_.seed, trace_.n_months, text_of(scenario_.start),
                                   trace_.significant_digits > 9 ? "in binary64 (reference)" : "in binary32"));
    }

    template <class Held>
    [[nodiscard]] std::string months_where(Held held) const {
        std::vector<bool> months;
        for (int step = 0; step < trace_.n_months; ++step) months.push_back(held(step));
        return month_ranges(months);
    }

    /// "  LABEL: TEXT", in lines that fit.
    static std::string told(const std::string& words) {
        constexpr std::size_t indent = 4;
        return "  " + wrapped(words, indent, 77);
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
                    text += told(fmt::format("{}'s list {} by {} in {}: USD {:.2f} to {:.2f}",
                                             printable(inputs.hyperscalers[j]), now < before ? "fell" : "rose",
                                             percent(std::abs(std::expm1(now - before)), 0), dated(step + 1),
                                             std::exp(before), std::exp(now)));
                }
                before = now;
            }
        }
        return text.empty() ? "  No hyperscaler changed its list price by 2% or more in a month.\n" : text;
    }

    [[nodiscard]] std::string sector_story() const {
        const KillShotInputs& kill_shot = scenario_.inputs.kill_shot;
        const auto in_months_of = [&](bool SectorMonth::*flag) {
            return in_months([&](int step) { return sector(step).*flag; });
        };
        return list_changes() + releases() +
               told(fmt::format("K1, hyperscaler prices down by {} or more (what customers pay): {}",
                                percent(1.0 - (1.0 - kill_shot.price_fall) / (1.0 - kill_shot.price_fall_already), 0),
                                in_months_of(&SectorMonth::k1))) +
               told(fmt::format("K1 under other readings: lists {}; any one list {}; unit of compute {}",
                                in_months_of(&SectorMonth::k1_list), in_months_of(&SectorMonth::k1_any),
                                in_months_of(&SectorMonth::k1_compute)));
    }

    [[nodiscard]] std::string releases() const {
        for (int step = 0; step < trace_.n_months; ++step)
            if (sector(step).has_released)
                return told(fmt::format("A new hardware generation is first released in {}", dated(step + 1)));
        return told("No new hardware generation is released by the horizon");
    }

    template <class Held>
    [[nodiscard]] std::string in_months(Held held) const {
        const std::string ranges = months_where(held);
        return ranges == "never" ? ranges : "in months " + ranges;
    }

    [[nodiscard]] std::string kill_story() const {
        const std::string conditions = trace_.long_tail_required ? "K1, K2 and K3 together" : "K1 and K2 together";
        std::string text = told(fmt::format(
            "{}: {}", conditions, in_months([&](int step) { return trace_.kill_conditions(step, network_); })));
        const int month = history_.month_of[kill_shot_cause];
        const std::string hold = trace_.hold_steps == 1 ? "1 month" : fmt::format("{} months", trace_.hold_steps);
        if (month < 0)
            return text +
                   told(fmt::format("The kill shot does not fire: its conditions must hold for {} in a row.", hold));
        return text + told(fmt::format(
                          "Held for {} in a row: the kill shot fires in {}, and {} at the horizon.", hold, dated(month),
                          history_.standing ? "its conditions still hold" : "its conditions no longer hold"));
    }

    [[nodiscard]] std::string other_readings() const {
        constexpr std::array<std::string_view, n_watched> names = {"lists", "any one list", "unit of compute",
                                                                   "prices asked"};
        std::string words = "The kill shot under other readings:";
        for (std::size_t slot = 0; slot < n_watched; ++slot) {
            const int month = history_.month_of_reading[slot];
            words += fmt::format("{} {} {}", slot == 0 ? "" : ";", names[slot],
                                 month > 0 ? fmt::format("in month {}", month) : "never");
        }
        return told(words);
    }

    [[nodiscard]] std::string other_exits() const {
        std::string text;
        for (std::size_t cause = kill_shot_cause + 1; cause < n_causes; ++cause)
            if (const int month = history_.month_of[cause]; month > 0)
                text += told(fmt::format("{} in {}", capitalised(cause_titles[cause]), dated(month)));
        if (history_.first_cause < 0) return text + "  No exit by the horizon.\n";
        return text + fmt::format("  First exit: {}, {}\n",
                                  cause_titles[static_cast<std::size_t>(history_.first_cause)],
                                  dated(history_.first_month));
    }

    [[nodiscard]] std::string network_story() const {
        const KillShotInputs& kill_shot = scenario_.inputs.kill_shot;
        const auto dated_or_never = [&](int month) { return month > 0 ? dated(month) : "never"; };
        std::string text =
            told(fmt::format(
                "K2, {} outpaced (centralised cost falls faster than its supply can match, even at cost the "
                "discount is under {}): {}",
                printable(inputs_.name), percent(kill_shot.discount_required, 0),
                in_months([&](int step) { return at(step).k2; }))) +
            told("K2 for the prices asked: " + in_months([&](int step) { return at(step).k2_prices; })) + kill_story() +
            other_readings() +
            told(fmt::format("K3, the long tail is {} of demand or more{}: {}", percent(kill_shot.long_tail_share, 0),
                             trace_.long_tail_required ? "" : " (not required)",
                             in_months([&](int step) { return at(step).k3; })));
        if (history_.long_tail_only_month > 0)
            text += told(fmt::format("Only the long tail is left since {}", dated(history_.long_tail_only_month)));
        text += other_exits();
        text += told(fmt::format(
            "Edge over centralised cost lost (parity): at some time, {}; {}: {}; at the horizon: {}",
            dated_or_never(history_.parity),
            trace_.hold_steps == 1 ? "for 1 month" : fmt::format("for {} months in a row", trace_.hold_steps),
            dated_or_never(history_.parity_held), history_.parity_at_end ? "yes" : "no"));
        text += told("First customer at scale: " + dated_or_never(history_.adopted));
        if (history_.low_months > 0) {
            text += told(fmt::format(
                "Utilization was under {} in {} months; organic income alone covered the cost in {} of them",
                percent(kill_shot.low_utilization, 0), history_.low_months, history_.self_funded_months));
        }
        return text;
    }

    /// A column, and whether only the wide table has it.
    struct Column {
        TextTable::Column column;
        std::function<std::string(int step)> cell;
        bool wide_only = false;
    };

    [[nodiscard]] std::string table(const std::vector<Column>& all) const {
        std::vector<const Column*> columns;
        for (const Column& column : all)
            if (width_ == Width::wide || !column.wide_only) columns.push_back(&column);
        std::vector<TextTable::Column> headings;
        for (const Column* column : columns) headings.push_back(column->column);
        TextTable table(headings);
        for (int step = 0; step < trace_.n_months; ++step) {
            std::vector<std::string> row;
            for (const Column* column : columns) row.push_back(column->cell(step));
            table.add_row(std::move(row));
        }
        return table.text();
    }

    static constexpr bool wide_only = true;

    /// Columns of a table, collected one by one. `cell` gives the text of a step.
    class Columns {
      public:
        void add(std::string heading, std::function<std::string(int)> cell, Align align = Align::right,
                 bool only_wide = false) {
            Column column;
            column.column.heading = std::move(heading);
            column.column.align = align;
            column.cell = std::move(cell);
            column.wide_only = only_wide;
            columns_.push_back(std::move(column));
        }
        [[nodiscard]] const std::vector<Column>& list() const { return columns_; }

      private:
        std::vector<Column> columns_;
    };

    [[nodiscard]] std::string sector_table() const {
        using enum TextTable::Align;
        const SectorInputs& inputs = scenario_.inputs.sector;
        Columns columns;
        const auto add = [&](std::string heading, auto cell, Align align = right, bool only_wide = false) {
            columns.add(
                std::move(heading), [this, cell](int step) { return std::string(cell(sector(step))); }, align,
                only_wide);
        };
        columns.add("month", [](int step) { return std::to_string(step + 1); });
        columns.add(
            "ends", [this](int step) { return text_of(add_months(scenario_.start, step + 1)); }, left, wide_only);
        for (std::size_t j = 0; j < n_hyperscalers; ++j)
            add(inputs.hyperscalers[j] + "\nUSD/h",
                [j](const SectorMonth& s) { return fmt::format("{:.2f}", std::exp(s.list_log[j])); });
        add("open\nUSD/h", [](const SectorMonth& s) { return fmt::format("{:.2f}", std::exp(s.open_log)); });
        add(
            "market", [](const SectorMonth& s) { return s.scarcity ? "scarcity" : "glut"; }, left);
        add("paid,\nindex", [](const SectorMonth& s) { return fmt::format("{:.3f}", std::exp(s.effective_log)); });
        add("compute,\nindex", [](const SectorMonth& s) {
            return fmt::format("{:.3f}", std::exp(s.effective_log - s.hardware_frontier_log));
        });
        add("centralised\nUSD/Mtok", [&inputs](const SectorMonth& s) {
            return fmt::format("{:.3g}", inputs.token_price0 * std::exp(s.central_cost_log));
        });
        add(
            "trailing\nlog/yr", [](const SectorMonth& s) { return fmt::format("{:+.2f}", s.trailing_pace); }, right,
            wide_only);
        add(
            "demand\nindex", [](const SectorMonth& s) { return short_number(std::exp(s.demand_log)); }, right,
            wide_only);
        add(
            "utili-\nzation", [](const SectorMonth& s) { return percent(s.utilization, 0); }, right, wide_only);
        add(
            "crypto", [](const SectorMonth& s) { return s.bull ? "bull" : "bear"; }, left, wide_only);
        add(
            "K1", [](const SectorMonth& s) { return readings_of_k1(s); }, left);
        return table(columns.list());
    }

    static std::string readings_of_k1(const SectorMonth& s) {
        std::string marks;
        for (const auto& [holds, mark] :
             {std::pair(s.k1, 'p'), std::pair(s.k1_list, 'l'), std::pair(s.k1_any, 'a'), std::pair(s.k1_compute, 'c')})
            if (holds) marks += mark;
        return marks.empty() ? "-" : marks;
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
        using enum TextTable::Align;
        std::vector<int> held;  // months in a row up to each
        for (int step = 0; step < trace_.n_months; ++step)
            held.push_back(trace_.kill_conditions(step, network_) ? 1 + (step > 0 ? held.back() : 0) : 0);
        Columns columns;
        const auto add = [&](std::string heading, auto cell, Align align = right, bool only_wide = false) {
            columns.add(
                std::move(heading), [this, cell](int step) { return std::string(cell(at(step))); }, align, only_wide);
        };
        columns.add("month", [](int step) { return std::to_string(step + 1); });
        add(
            "price\nUSD/h", [](const NetworkMonth& n) { return fmt::format("{:.2f}", std::exp(n.price_log)); }, right,
            wide_only);
        add("cost\nratio", [](const NetworkMonth& n) { return fmt::format("{:.2f}", std::exp(n.parity_gap)); });
        add("at\ncost", [](const NetworkMonth& n) { return short_number(n.break_even_ratio); });
        add("utili-\nzation", [](const NetworkMonth& n) { return percent(n.utilization, 0); });
        add(
            "long\ntail", [](const NetworkMonth& n) { return percent(n.tail_share(), 0); }, right, wide_only);
        add(
            "spend\nUSD", [](const NetworkMonth& n) { return short_number(n.spend_usd); }, right, wide_only);
        add("subsidy\nshare", [](const NetworkMonth& n) { return percent(n.subsidy_share, 0); });
        add("margin", [](const NetworkMonth& n) { return fmt::format("{:+.0f}%", 100.0 * n.margin); });
        add("GPUs\nH100 eq.",
            [this](const NetworkMonth& n) { return short_number(start_.gpus0 * std::exp(n.gpus_log)); });
        add("token\nUSD", [this](const NetworkMonth& n) {
            return inputs_.has_token ? short_number(inputs_.token_price0 * std::exp(n.token_log)) : "-";
        });
        add(
            "K2", [](const NetworkMonth& n) { return n.k2          ? "yes"
                                                     : n.k2_prices ? "prices"
                                                                   : "-"; }, left);
        add(
            "K3", [](const NetworkMonth& n) { return n.k3 ? "yes" : "-"; }, left, wide_only);
        columns.add("held", [held](int step) {
            const int months = held[static_cast<std::size_t>(step)];
            return months == 0 ? "-" : std::to_string(months);
        });
        columns.add(
            "event", [this](int step) { return events_of(step + 1); }, left, wide_only);
        return table(columns.list());
    }

    static std::string capitalised(std::string_view text) {
        std::string result(text);
        result[0] = static_cast<char>(result[0] - 'a' + 'A');
        return result;
    }

    static constexpr std::size_t kill_shot_cause = static_cast<std::size_t>(Cause::kill_shot);

    Width width_;
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

std::string trace_to_text(const TraceReport& report, int network, Width width) {
    return Narrator(report, network, width).text();
}

}  // namespace killshot
