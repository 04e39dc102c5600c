#include "verify/verify.hpp"
#include "cli_test_support.hpp"

namespace killshot {
namespace {

class Verify : public CommandLine {};

TEST_F(Verify, ListsEveryCheckOfEveryBackend) {
    const Outcome verify = killshot("verify --json");
    ASSERT_EQ(verify.exit_code, 0) << verify.err;
    const nlohmann::json report = verify.json();
    EXPECT_EQ(report.at("n_disagree"), 0);
    for (const Contender& contender : cpu_contenders()) {
        std::size_t n_checks = 0;
        for (const auto& check : report.at("checks")) n_checks += check.at("subject") == contender.name ? 1 : 0;
        EXPECT_EQ(n_checks, contract_problems().size()) << contender.name;
    }
}

}  // namespace
}  // namespace killshot
