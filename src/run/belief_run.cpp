#include "run/belief_run.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <exception>
#include <limits>
#include <mutex>
#include <span>
#include <system_error>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "inputs/calendar.hpp"
#include "killshot/error.hpp"
#include "killshot/inputs.hpp"
#include "run/bytes.hpp"
#include "tables/tables.hpp"

namespace killshot {
namespace {

/// The values of one draw.
template <class Draws>
auto values_of(Draws& draws, std::size_t draw) {
    return std::span(draws.values).subspan(draw * draws.drawn.size(), draws.drawn.size());
}

/// The draws in progress: what the threads share.
class BeliefRun {
  public:
    BeliefRun(const BeliefDesign& design, const Scenario& base, const BeliefOptions& options, const Progress& progress)
        : design_(design), base_(base), options_(options), progress_(progress) {
        const int month = month_of_2027(base.start);
        draws_.paths = options.paths;
        draws_.has_2027 = month > 0 && month <= base.inputs.months;
        step_2027_ = draws_.has_2027 ? month - 1 : -1;
        draws_.drawn = design.drawn();
        draws_.counts.resize(static_cast<std::size_t>(options.draws));
        draws_.values.resize(draws_.counts.size() * draws_.drawn.size());
    }

    BeliefDraws run() {
        std::vector<std::jthread> others;
        try {
            for (int thread = 1; thread < options_.threads; ++thread) others.emplace_back([this] { work(); });
        } catch (const std::system_error&) {
            // The system allows no more threads: those that there are do all the work.
        }
        work();
        others.clear();
        if (failure_) std::rethrow_exception(failure_);
        return std::move(draws_);
    }

  private:
    void work() {
        try {
            const KillCounter counter = options_.make_counter();
            Scenario scenario = base_;
            for (std::int64_t n; (n = next_.fetch_add(1)) < n_draws_;)
                count(options_.part + n * options_.n_parts, scenario, counter);
        } catch (...) {
            next_ = n_draws_;
            const std::scoped_lock lock(mutex_);
            failure_ = std::current_exception();
        }
    }

    void count(std::int64_t draw, Scenario& scenario, const KillCounter& counter) {
        const auto at = static_cast<std::size_t>(draw);
        try {
            design_.draw(draw, scenario, values_of(draws_, at));
        } catch (const Error& error) {
            throw Error(fmt::format("{}, or draw none with --beliefs 0", error.what()));
        }
        const TableStorage<float> tables(scenario.inputs);
        draws_.counts[at] = counter(tables.view(), {scenario.seed, draw * options_.paths, options_.paths, step_2027_});
        if (!progress_) return;
        const std::scoped_lock lock(mutex_);
        progress_(options_.progress_of_draw());
    }

    const BeliefDesign& design_;
    const Scenario& base_;
    const BeliefOptions& options_;
    const Progress& progress_;
    int step_2027_ = -1;
    BeliefDraws draws_;
    const std::int64_t n_draws_ = options_.draws_of(options_.part);
    std::atomic<std::int64_t> next_{0};  // of this part
    std::mutex mutex_;
    std::exception_ptr failure_;
};

void put_kills(std::string& to, const Kills& kills) {
    bytes::put_number(to, kills.n_kill.size());
    for (const std::int64_t n : kills.n_kill) bytes::put_number(to, static_cast<std::uint64_t>(n));
    bytes::put_number(to, static_cast<std::uint64_t>(kills.n_killed_squared));
}

Kills kills_from(bytes::Reader& from) {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    Kills kills;
    kills.n_kill.resize(static_cast<std::size_t>(from.number_to(max_networks)));
    for (std::int64_t& n : kills.n_kill) n = from.number_to(most);
    kills.n_killed_squared = from.number_to(most);
    return kills;
}

}  // namespace

BeliefDraws draw_beliefs(const Ensemble& ensemble, const BeliefOptions& options, const Progress& progress) {
    const BeliefDesign design = ensemble.belief_design(options.draws);
    if (design.drawn().empty()) return {};
    const Scenario base = ensemble.scenario(0);
    return BeliefRun(design, base, options, progress).run();
}

std::string encode_part(const BeliefDraws& draws, const BeliefOptions& options) {
    std::string encoded;
    for (std::int64_t n = 0; n < options.draws_of(options.part); ++n) {
        const auto draw = static_cast<std::size_t>(options.part + n * options.n_parts);
        for (const double value : values_of(draws, draw)) {
            const auto as_bytes = std::bit_cast<std::array<char, sizeof value>>(value);
            encoded.append(as_bytes.data(), as_bytes.size());
        }
        const KillCounts& counts = draws.counts[draw];
        bytes::put_number(encoded, static_cast<std::uint64_t>(counts.n_K1_held));
        put_kills(encoded, counts.by_horizon);
        put_kills(encoded, counts.by_2027);
    }
    return encoded;
}

void put_part(std::string_view encoded, int part, const BeliefOptions& options, BeliefDraws& draws) {
    bytes::Reader from(encoded);
    for (std::int64_t n = 0; n < options.draws_of(part); ++n) {
        const auto draw = static_cast<std::size_t>(part + n * options.n_parts);
        for (double& value : values_of(draws, draw)) {
            std::array<char, sizeof value> as_bytes{};
            std::ranges::copy(from.take(sizeof value), as_bytes.begin());
            value = std::bit_cast<double>(as_bytes);
        }
        KillCounts& counts = draws.counts[draw];
        counts.n_K1_held = from.number_to(draws.paths);
        counts.by_horizon = kills_from(from);
        counts.by_2027 = kills_from(from);
    }
    if (!from.at_end()) throw bytes::Damaged("it goes on after its end");
}

}  // namespace killshot
