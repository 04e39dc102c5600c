#include "cli_test_support.hpp"

namespace killshot {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// A scenario in which the kill shot is common, so that few paths hold one.
constexpr const char* harsh =
    "scenarios/base.toml --set sector.cut_rate=2 --set sector.pace_change=1.7 --set sector.market_linked_share=0.37";

class Trace : public CommandLine {
  protected:
    /// The command that `show` names for a killed path, without its first word.
    std::string example() const {
        const Outcome run = killshot(std::string("run ") + harsh + " --paths 256 --beliefs 0 -o harsh.h5");
        EXPECT_EQ(run.exit_code, 0) << run.err;
        const std::string lead = "A path with a kill:\n  killshot ";
        const std::size_t at = run.out.find(lead);
        if (at == std::string::npos) return "";
        const std::size_t first = at + lead.size();
        std::size_t end = run.out.find('\n', first);
        while (run.out[end - 1] == '\\') end = run.out.find('\n', end + 1);  // the shell reads on
        return run.out.substr(first, end - first);
    }
};

TEST_F(Trace, ThePathThatShowNamesTellsTheMonthAndTheConditions) {
    const std::string command = example();
    ASSERT_THAT(command, StartsWith("trace scenarios/base.toml --set sector.cut_rate=2 "))
        << "show has to name a killed path";

    const Outcome json = killshot(command + " --json");
    ASSERT_EQ(json.exit_code, 0) << json.err;
    const nlohmann::json trace = json.json();
    const int month = trace.at("fired_month").at(0).at(0).at(0);
    ASSERT_GT(month, 0);
    for (const int held : {month - 2, month - 1, month}) {
        EXPECT_EQ(trace.at("K1").at(held - 1).at(0), 1);
        EXPECT_EQ(trace.at("K2").at(held - 1).at(0).at(0), 1);
    }

    const Outcome text = killshot(command);
    EXPECT_EQ(text.exit_code, 0);
    EXPECT_THAT(text.out, HasSubstr("the kill shot fires in month " + std::to_string(month) + " ("));
    EXPECT_THAT(text.out, HasSubstr("K1 and K2 together: in months "));
}

TEST_F(Trace, TheReferenceBuildTellsTheSameStory) {
    const nlohmann::json narrow = killshot("trace scenarios/base.toml --path 5 --json").json();
    const nlohmann::json wide = killshot("trace scenarios/base.toml --path 5 --json --reference").json();
    EXPECT_EQ(narrow.at("networks").size(), 14U);
    EXPECT_EQ(narrow.at("fired_month"), wide.at("fired_month"));
    EXPECT_NEAR(narrow.at("central_cost_log").at(35).at(0).get<double>(),
                wide.at("central_cost_log").at(35).at(0).get<double>(), 1e-3);
    EXPECT_NE(narrow.at("central_cost_log"), wide.at("central_cost_log"));
}

TEST_F(Trace, ANetworkGoesByNameOrKeyInAnyCase) {
    const Outcome by_name = killshot("trace scenarios/base.toml --path 1 --network IO.net --json");
    ASSERT_EQ(by_name.exit_code, 0) << by_name.err;
    EXPECT_EQ(by_name.out, killshot("trace scenarios/base.toml --path 1 --network io_NET --json").out);
    EXPECT_EQ(by_name.json().at("networks"), nlohmann::json({"io.net"}));

    const Outcome unknown = killshot("trace scenarios/base.toml --path 1 --network filecoin");
    EXPECT_EQ(unknown.exit_code, 1);
    EXPECT_THAT(unknown.err,
                StartsWith("--network filecoin: no such network in the scenario; use one of bittensor, io_net"));
}

TEST_F(Trace, SeedAndPathChooseTheFuture) {
    const std::string base = killshot("trace scenarios/base.toml --path 1 --json").out;
    EXPECT_EQ(base, killshot("trace scenarios/base.toml --path 1 --seed 20261122 --json").out);
    EXPECT_NE(base, killshot("trace scenarios/base.toml --path 1 --seed 2 --json").out);
    EXPECT_NE(base, killshot("trace scenarios/base.toml --path 2 --json").out);
    EXPECT_EQ(killshot("trace scenarios/base.toml --path 9007199254740993 --json").json().at("paths").at(0),
              9007199254740993);
}

}  // namespace
}  // namespace killshot
