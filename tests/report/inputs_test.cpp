// What is listed of an input besides what the file says.
#include "report/inputs.hpp"

#include <cmath>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "inputs/parameters.hpp"

namespace killshot {
namespace {

TEST(MeaningOf, FindsAKeyOfEverySection) {
    const auto meaning = [](Section section, std::string_view name) { return find_spec(section, name)->meaning; };
    EXPECT_EQ(meaning_of("sector.cut_rate"), meaning(Section::sector, "cut_rate"));
    EXPECT_EQ(meaning_of("sector.list_price0.AWS"), meaning(Section::sector, "list_price0"));
    EXPECT_EQ(meaning_of("kill_shot.price_fall"), meaning(Section::kill_shot, "price_fall"));
    EXPECT_EQ(meaning_of("correlation.matrix.market.pace"), meaning(Section::correlation, "matrix"));
    EXPECT_EQ(meaning_of("networks.akash.margin0"), meaning(Section::network, "margin0"));
    EXPECT_EQ(meaning_of("networks.*.margin0"), meaning(Section::network, "margin0"));
    EXPECT_EQ(meaning_of("networks.io_net.emission.vault"), meaning(Section::emission, "vault"));
    EXPECT_EQ(meaning_of("networks.aethir.unlocks.0.tokens"), meaning(Section::unlock, "tokens"));
}

TEST(MeaningOf, IsEmptyForWhatIsNoKey) {
    for (const char* key : {"", ".", "sector", "sector.", "sector.pi", "networks", "networks.akash", "networks.akash.",
                            "networks.akash.unlocks.0", "margins"})
        EXPECT_EQ(meaning_of(key), "") << key;
}

TEST(InfluenceOf, IsTheShareOfTheBeliefThatTheInputIsDrawnFrom) {
    BeliefDraws draws;
    draws.drawn = {{"sector.cut_rate", "cut_rate", -1, Status::derived, 6, "six cuts"},
                   {"networks.*.margin0", "margin0", -1, Status::assumed, std::nullopt, "a judgement"},
                   {"networks.two.margin0", "margin0", 1, Status::assumed, std::nullopt, "a judgement"}};
    BeliefSummary beliefs;
    beliefs.draws = &draws;
    beliefs.average_drivers.single = {
        {.drawn = {1}, .share = 0.5}, {.drawn = {0}, .share = 0.3}, {.drawn = {2}, .share = 0.1}};
    const auto input = [](int network, std::string key) {
        ResultInput made;
        made.network = network;
        made.key = std::move(key);
        return made;
    };
    EXPECT_EQ(influence_of(input(-1, "sector.cut_rate"), beliefs), 0.3);
    EXPECT_EQ(influence_of(input(0, "networks.one.margin0"), beliefs), 0.5) << "the belief that networks share";
    EXPECT_EQ(influence_of(input(1, "networks.two.margin0"), beliefs), 0.1) << "its own";
    EXPECT_EQ(influence_of(input(1, "networks.two.spend0_usd"), beliefs), std::nullopt);
    ResultInput known = input(0, "networks.one.margin0");
    known.low = known.high = std::nan("");
    EXPECT_EQ(influence_of(known, beliefs), std::nullopt) << "it was not drawn";
}

}  // namespace
}  // namespace killshot
