// A backend that summarises histograms where it counts them gives the summaries of the whole tally.
#include <algorithm>
#include <utility>

#include <gtest/gtest.h>

#include "analysis/quantiles.hpp"
#include "support/draft_tables.hpp"
#include "support/simulate.hpp"
#include "support/summaries.hpp"

namespace killshot::test {
namespace {

TEST(SummarizeRun, GivesTheSummariesOfTheTally) {
    const Simulation simulation(draft());
    for (const std::int64_t n_paths : {1, 700, 5000}) {
        const SummaryRanks ranks = QuantileRanks(n_paths, 0.95).ranks;
        const Tally whole = simulation.run(n_paths);
        for (const int threads : {1, 3}) {
            const auto backend = make_cpu_backend(threads, "auto");
            for (int again = 0; again < 2; ++again) {
                Tally tally = simulation.empty(n_paths);
                const Summaries got = backend->summarize_run(simulation.storage.view(), simulation.stances, base_seed,
                                                             {0, n_paths}, ranks, tally, {});
                expect_same(got, summarize(whole, ranks));
                EXPECT_TRUE(std::ranges::equal(std::as_const(tally).plain(), whole.plain()));
                for (int network = 0; network < whole.layout().n_networks(); ++network)
                    EXPECT_TRUE(std::ranges::equal(std::as_const(tally).kill_bits(network), whole.kill_bits(network)));
            }
        }
    }
}

}  // namespace
}  // namespace killshot::test
