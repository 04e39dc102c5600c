/// --set: keys, values, and what is wrong with them.
#include <gmock/gmock.h>

#include "files/printable.hpp"
#include "inputs/calendar.hpp"
#include "scenario/argument.hpp"
#include "scenario_test_support.hpp"

namespace killshot {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SplitKey, KnowsProjectsWithDotsInTheirNames) {
    const std::vector<std::string> projects{"io_net", "io.net", "NetMind.AI"};
    EXPECT_THAT(split_key("sector.cut_rate", projects), ElementsAre("sector", "cut_rate"));
    EXPECT_THAT(split_key("networks.io.net.margin0", projects), ElementsAre("networks", "io.net", "margin0"));
    EXPECT_THAT(split_key("networks.netmind.ai.emission.cap_per_day", projects),
                ElementsAre("networks", "netmind.ai", "emission", "cap_per_day"));
    EXPECT_THAT(split_key("networks.\"io.net\".margin0", projects), ElementsAre("networks", "io.net", "margin0"));
    EXPECT_THAT(split_key("networks.'*'.margin0", projects), ElementsAre("networks", "*", "margin0"));
    EXPECT_THAT(split_key("io.net.margin0", projects), ElementsAre("io", "net", "margin0"));
    EXPECT_THAT(split_key("a..b", projects), IsEmpty());
    EXPECT_THAT(split_key("", projects), IsEmpty());
    EXPECT_THAT(split_key("a.", projects), IsEmpty());
    EXPECT_THAT(split_key("networks.\"io.net", projects), IsEmpty());
    EXPECT_THAT(split_key("networks.\"io\"net", projects), IsEmpty());
}

TEST(Arguments, SetEveryKindOfValue) {
    const Scenario scenario = read_scenario(
        good_base, {"sector.cut_rate=0.3", "kill_shot.require_long_tail=true", "sector.hyperscaler_weight=[1,0,0]",
                    "networks.alpha.one.margin0 = 0.1", "networks.ALPHA.emission.per_day=1", "run.paths=5",
                    "run.seed=9", "run.confidence=0.9", "run.start=2027-01-01", "run.horizon_months=12"});
    EXPECT_EQ(scenario.inputs.sector.cut_rate, 0.3);
    EXPECT_TRUE(scenario.inputs.kill_shot.require_long_tail);
    EXPECT_THAT(scenario.inputs.sector.hyperscaler_weight, ElementsAre(1, 0, 0));
    EXPECT_EQ(scenario.inputs.networks[0].margin0, 0.1);
    EXPECT_EQ(scenario.inputs.networks[0].emission.per_day, 1);
    EXPECT_EQ(scenario.paths, 5);
    EXPECT_EQ(scenario.seed, 9U);
    EXPECT_EQ(scenario.confidence, 0.9);
    EXPECT_EQ(text_of(scenario.start), "2027-01-01");
    EXPECT_EQ(scenario.inputs.months, 12);
    EXPECT_EQ(parameter(scenario, "sector.cut_rate").source, "--set");
    EXPECT_EQ(parameter(scenario, "sector.cut_rate").place.file, "--set sector.cut_rate=0.3");
    EXPECT_EQ(scenario.overrides.size(), 10U);
}

TEST(Arguments, SeedsOf64BitsAreText) {
    EXPECT_EQ(read_scenario(good_base, {"run.seed=\"18446744073709551615\""}).seed, 18446744073709551615U);
    EXPECT_EQ(read_scenario(good_base, {"run.seed=\"0xFEDCBA9876543210\""}).seed, 0xFEDCBA9876543210U);
    EXPECT_EQ(read_scenario(good_base, {"run.seed=\"0\""}).seed, 0U);
}

TEST(Arguments, QuotedKeyOfTheRunIsOfTheRun) {
    EXPECT_EQ(read_scenario(good_base, {"\"run\".paths=5"}).paths, 5);
    EXPECT_EQ(read_scenario(good_base, {" run . paths = 6"}).paths, 6);
}

struct WrongArgument {
    std::string argument, error;
};

class WrongArguments : public testing::TestWithParam<WrongArgument> {};

TEST_P(WrongArguments, TellWhatIsWrong) {
    EXPECT_EQ(error_of(good_base, {GetParam().argument}),
              "--set " + printable(GetParam().argument) + ": " + GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    Arguments, WrongArguments,
    testing::Values(
        WrongArgument{"sector.cut_rat=0.3", "sector.cut_rat: unknown key; did you mean cut_rate?"},
        WrongArgument{"sector.xyzzy=1", "sector.xyzzy: unknown key; docs/parameters.md lists all parameters"},
        WrongArgument{"sector.cut_rate", "has no value (KEY=VALUE is expected); write --set sector.cut_rate=0.3"},
        WrongArgument{"cut_rate=1",
                      "cut_rate: is not a dotted key (a table and a name in it are expected); write --set "
                      "sector.cut_rate=0.3"},
        WrongArgument{"a.b.c.d.e.f.g.h.i=1",
                      "a.b.c.d.e.f.g.h.i: is not a dotted key (a table and a name in it are expected); "
                      "write --set sector.cut_rate=0.3"},
        WrongArgument{"sector.cut_rate=",
                      "sector.cut_rate: \"\" is not a TOML value (Error while parsing key-value pair: "
                      "encountered end-of-file); write 0.3, true, [1, 0, 0] or \"text\""},
        WrongArgument{"sector.cut_rate=1\nx=2",
                      "sector.cut_rate: has more than one value (\"1\\u000ax=2\"); give each one an "
                      "argument of its own"},
        WrongArgument{"sector.cut_rate=\"1\"",
                      "sector.cut_rate: is a string (a number in \"1/year\" is expected); write it without quotes"},
        WrongArgument{"base.x=1", "base: can only be set in a file (an argument overrides numbers); write it there"},
        WrongArgument{"networks.aplha.margin0=0",
                      "networks.aplha: no such network (in run.networks); did you mean alpha?"},
        WrongArgument{"networks.zzz.margin0=0",
                      "networks.zzz: no such network (in run.networks); add it there, or remove this"},
        WrongArgument{
            "sector.open_floor=5",
            "sector.open_floor: open_price0 = 3.89 is below open_floor = 5 (the price would jump in the first month, "
            "Eq. 1 and 2); lower the floor or raise the start"},
        WrongArgument{"run.paths=0", "run.paths: 0 is outside 1..1000000000000; give an integer in that range"}));

}  // namespace
}  // namespace killshot
