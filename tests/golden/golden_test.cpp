// Small runs still give what is kept in tests/golden/<case>/expected.txt.
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "inputs/calendar.hpp"
#include "killshot/model/outputs.hpp"
#include "killshot/tally/histogram.hpp"
#include "support/draft_tables.hpp"
#include "support/golden.hpp"
#include "support/simulate.hpp"

namespace killshot::test {
namespace {

constexpr std::int64_t n_paths = 2000;

/// The middle of the bin of the median, in tallied units; "-" outside the window.
std::string median(std::span<const std::int64_t> bins) {
    std::int64_t below = 0, all = 0;
    for (const std::int64_t count : bins) all += count;
    int bin = 0;
    while ((below += bins[static_cast<std::size_t>(bin)]) < (all + 1) / 2) ++bin;
    if (bin == histogram::zero_bin) return "0";
    if (bin < histogram::first_bin || bin >= histogram::above_bin) return "-";
    const int octave = (bin - histogram::first_bin) / histogram::bins_per_octave + histogram::octave_low;
    const double within =
        ((bin - histogram::first_bin) % histogram::bins_per_octave + 0.5) / histogram::bins_per_octave;
    return fmt::format("{:.3g}", std::ldexp(1 + within, octave));
}

std::int64_t sum(std::span<const std::int64_t> counts) {
    std::int64_t total = 0;
    for (const std::int64_t count : counts) total += count;
    return total;
}

/// The sums of a row's monthly counts up to the last month of 2027 and up to the horizon.
std::string by_date(std::span<const std::int64_t> months) {
    const auto by_2027 = static_cast<std::size_t>(month_of_2027(base_start));
    return fmt::format("{:>5}{:>6}", sum(months.first(by_2027)), sum(months));
}

std::string summary_of(const std::string& name) {
    const Inputs inputs = draft(name);
    const Simulation simulation(inputs);
    const Tally tally = simulation.run(n_paths);
    const int n_dates = tally.layout().n_dates();
    std::string text =
        fmt::format("draft_{}.json, seed {}, {} paths\ndigest {:016x}\n\n", name, base_seed, n_paths, digest(tally));

    text += fmt::format("paths in which K1 has held: {}\nnetworks killed together:", tally.row(Row::n_K1_held)[0]);
    for (const std::int64_t count : tally.row(Row::n_killed)) text += fmt::format(" {}", count);
    text += "\n\nfirst exits by 2027 and by the horizon\n";
    text += fmt::format("{:<16}{:>11}{:>11}{:>11}{:>11}{:>11}{:>9}{:>9}\n", "", "kill shot", "exodus", "exhausted",
                        "death", "any kill", "standing", "adopted");
    for (int i = 0; i < tally.layout().n_networks(); ++i) {
        text += fmt::format("{:<16}", inputs.networks[static_cast<std::size_t>(i)].name);
        for (int cause = 0; cause < n_causes; ++cause) text += by_date(tally.row(Row::n_exit, i, cause));
        text += by_date(tally.row(Row::n_fired, i, 0));
        text += fmt::format("{:>9}{:>9}\n", tally.row(Row::n_standing)[static_cast<std::size_t>(i)],
                            sum(tally.row(Row::n_adoption, i)));
    }

    text += "\nmedians at the report dates, as tallied\n";
    for (int output = 0; output < n_sector_outputs; ++output) {
        text += fmt::format("{:<39}", SectorOutputs::info[output].name);
        for (int date = 0; date < n_dates; ++date)
            text += fmt::format(" {:>8}", median(tally.row(Row::sector_histogram, output, date)));
        text += '\n';
    }
    for (int i = 0; i < tally.layout().n_networks(); ++i)
        for (int output = 0; output < n_network_outputs; ++output) {
            text += fmt::format("{:<16} {:<22}", inputs.networks[static_cast<std::size_t>(i)].name,
                                NetworkOutputs::info[output].name);
            for (int date = 0; date < n_dates; ++date)
                text += fmt::format(" {:>8}", median(tally.row(Row::histogram, i, output, date)));
            text += '\n';
        }
    return text;
}

class Golden : public testing::TestWithParam<const char*> {};

TEST_P(Golden, RunIsAsItWas) {
    expect_golden(fmt::format("{}/tests/golden/{}/expected.txt", KILLSHOT_SOURCE_DIR, GetParam()),
                  summary_of(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(, Golden, testing::Values("base", "stress"),
                         [](const auto& file) { return std::string(file.param); });

}  // namespace
}  // namespace killshot::test
