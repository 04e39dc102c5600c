/// The rows against the model's known answers: emission, grants and unlocks of every network on recorded paths.
///
/// The inputs of Eq. 15 (spend, price, supply, GPUs, pool) are taken from the trace, so each archetype is checked by
/// the term of the law that it uses, independently of the rest of the model. The traces have nine digits.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "emission/emission_test_support.hpp"
#include "verify/draft.hpp"
#include "verify/known_answers.hpp"

namespace killshot::test {
namespace {

constexpr double nine_digits = 2e-8;  // relative error of a product of a few recorded values

struct KnownAnswer {
    Inputs inputs;
    nlohmann::json trace;
};

const KnownAnswer& known_answer(const std::string& draft) {
    static const auto read = [](const std::string& name) {
        return KnownAnswer{inputs_from_json(known_answers("draft_" + name)), known_answers("trace_" + name)};
    };
    static const KnownAnswer base = read("base");
    static const KnownAnswer stress = read("stress");
    return draft == "base" ? base : stress;
}

/// The inputs of Eq. 15 in a step: the spend of this step, and everything else from the end of the step before.
struct Before {
    double spend_usd, token_price, supply, gpus, pool;
};

double emitted(const NetworkInputs& network, const EmissionRows& rows, std::size_t step, const Before& b) {
    const double work = b.spend_usd / b.token_price;
    switch (network.archetype) {
        case Archetype::halving_by_supply:
        case Archetype::exponential_decay:
        case Archetype::pow_decay:
            return rows.mint[step];
        case Archetype::burn_mint_equilibrium:
            return rows.mint[step] + rows.work_rate * work;
        case Archetype::cosmos_inflation:
            return rows.inflation[step] * b.supply;
        case Archetype::treasury_fraction:
            return rows.treasury_rate[step] * b.pool * b.supply / network.max_supply;
        case Archetype::capped_work_value:
            return std::min(rows.work_rate * work, rows.work_cap);
        case Archetype::demand_linked_vault: {
            const double cash_usd = (1 - network.take_rate - network.burn_rate) * b.spend_usd;
            const double gap_usd = std::max(0.0, rows.vault_target[step] * b.gpus - cash_usd);
            return rows.vault_pay[step] * std::min(b.pool, gap_usd / b.token_price);
        }
        case Archetype::fixed_supply:
        case Archetype::revenue_share:
        case Archetype::pre_token:
            return 0;
    }
    return -1;
}

/// A network of a draft: its rows and its recorded states.
struct Recording {
    const KnownAnswer& answer;
    std::size_t index;
    const NetworkInputs& network = answer.inputs.networks.at(index);
    EmissionRows rows =
        emission_rows(network, answer.trace.at("start").at(index).at("gpus0").get<double>(), answer.inputs.months);

    double operator()(const char* what, std::size_t step, std::size_t path) const {
        return answer.trace.at(what).at(step).at(index).at(path).get<double>();
    }

    Before before(std::size_t step, std::size_t path) const {
        const double spend_usd = (*this)("V (USD a step)", step, path);
        const double price0 = network.has_token ? network.token_price0 : 1;
        if (step == 0) return {spend_usd, price0, network.has_token ? network.circulating0 : 1, 1, rows.pool0};
        return {spend_usd, price0 * std::exp((*this)("ln(X/X0)", step - 1, path)), (*this)("N", step - 1, path),
                std::exp((*this)("lnS", step - 1, path)), (*this)("pool", step - 1, path)};
    }
};

class KnownAnswers : public testing::TestWithParam<std::string> {
  protected:
    const KnownAnswer& answer = known_answer(GetParam());
    const std::size_t months = static_cast<std::size_t>(answer.inputs.months);
    const std::size_t paths = answer.trace.at("paths").size();

    std::vector<Recording> recordings() const {
        std::vector<Recording> all;
        for (std::size_t index = 0; index < answer.inputs.networks.size(); ++index) all.push_back({answer, index});
        return all;
    }
};

TEST_P(KnownAnswers, EmissionOfEveryNetworkAndStep) {
    for (const Recording& recorded : recordings())
        for (std::size_t step = 0; step < months; ++step)
            for (std::size_t path = 0; path < paths; ++path) {
                const Before before = recorded.before(step, path);
                const double expected = recorded("E (tokens a step)", step, path);
                // A vault pays a difference, which loses digits compared with the target.
                const double target = recorded.rows.vault_target[step] * before.gpus / before.token_price;
                EXPECT_NEAR(emitted(recorded.network, recorded.rows, step, before), expected,
                            nine_digits * (expected + target))
                    << recorded.network.name << " step " << step << " path " << path;
            }
}

TEST_P(KnownAnswers, WithoutATokenTheSubsidyIsTheGrant) {
    int networks = 0;
    for (const Recording& recorded : recordings()) {
        if (recorded.network.has_token) continue;
        ++networks;
        for (std::size_t step = 0; step < months; ++step)
            for (std::size_t path = 0; path < paths; ++path)
                EXPECT_DOUBLE_EQ(recorded.rows.grant_usd[step], recorded("subsidy (USD a step)", step, path))
                    << recorded.network.name << " step " << step;
    }
    EXPECT_EQ(networks, 4);
}

TEST_P(KnownAnswers, WhereNothingBurnsSupplyMovesByEmissionAndUnlocks) {
    int networks = 0;
    for (const Recording& recorded : recordings()) {
        const NetworkInputs& network = recorded.network;
        if (!network.has_token || network.burn_rate > 0 || recorded.rows.vault_burn > 0) continue;
        ++networks;
        for (std::size_t path = 0; path < paths; ++path) {
            double supply = network.circulating0;
            for (std::size_t step = 0; step < months; ++step) {
                supply += recorded("E (tokens a step)", step, path) + recorded.rows.unlock[step];
                EXPECT_NEAR(supply / recorded("N", step, path), 1, nine_digits) << network.name << " step " << step;
            }
        }
    }
    EXPECT_EQ(networks, 7);
}

INSTANTIATE_TEST_SUITE_P(Drafts, KnownAnswers, testing::Values("base", "stress"),
                         [](const auto& draft) { return draft.param; });

}  // namespace
}  // namespace killshot::test
