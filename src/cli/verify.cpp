#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "backend/cpu.hpp"
#include "backend/cuda.hpp"
#include "build_info.hpp"
#include "cli/commands.hpp"
#include "cli/stopwatch.hpp"
#include "killshot/error.hpp"
#include "report/text.hpp"
#include "verify/verify.hpp"

namespace killshot::cli {
namespace {

struct Outcome {
    Check check;
    std::string difference;
};

/// True if the CUDA backend is checked too. Throws Error if "cuda" is asked for but not available.
bool with_cuda(const std::string& backend) {
    if (backend == "cuda") static_cast<void>(make_cuda_backend());
    return backend == "cuda" || (backend == "auto" && has_cuda() && survey_cuda().problem.empty());
}

std::vector<Check> all_checks(const std::string& backend) {
    std::vector<Check> checks = generator_checks();
    const auto add = [&](std::vector<Check> more) { checks.insert(checks.end(), more.begin(), more.end()); };
    add(model_checks());
    for (const Contender& contender : cpu_contenders()) add(contract_checks(contender));
    if (with_cuda(backend)) add(contract_checks(cuda_contender()));
    return checks;
}

/// The results of one subject's checks, as lines of text.
std::string text_of(const std::vector<Outcome>& outcomes) {
    std::string differences;
    int n_disagree = 0;
    for (const Outcome& outcome : outcomes) {
        if (outcome.difference.empty()) continue;
        ++n_disagree;
        differences += fmt::format("    {}: {}\n", outcome.check.what, outcome.difference);
    }
    const std::string result = n_disagree == 0 ? fmt::format("{:>3} checks passed", outcomes.size())
                                               : fmt::format("{:>3} of {} checks FAILED", n_disagree, outcomes.size());
    return fmt::format("{:<28}{}\n{}", outcomes.front().check.subject, result, differences);
}

nlohmann::ordered_json json_of(const std::vector<Outcome>& outcomes, double seconds) {
    nlohmann::ordered_json checks = nlohmann::ordered_json::array();
    int n_disagree = 0;
    for (const Outcome& outcome : outcomes) {
        const bool agrees = outcome.difference.empty();
        n_disagree += agrees ? 0 : 1;
        checks.push_back({{"subject", outcome.check.subject}, {"what", outcome.check.what}, {"agrees", agrees}});
        if (!agrees) checks.back()["first_difference"] = outcome.difference;
    }
    return {{"killshot", build::version},  {"git", build::git},
            {"compiler", build::compiler}, {"device", make_cpu_backend(0, "auto")->device()},
            {"seconds", seconds},          {"n_checks", outcomes.size()},
            {"n_disagree", n_disagree},    {"checks", std::move(checks)}};
}

void verify(const std::string& backend, bool as_json) {
    const Stopwatch stopwatch;
    std::vector<Outcome> outcomes, subject_outcomes;
    std::size_t n_disagree = 0;
    const std::vector<Check> checks = all_checks(backend);
    for (std::size_t i = 0; i < checks.size(); ++i) {
        outcomes.push_back({checks[i], checks[i].first_difference()});
        subject_outcomes.push_back(outcomes.back());
        n_disagree += outcomes.back().difference.empty() ? 0 : 1;
        if (i + 1 < checks.size() && checks[i + 1].subject == checks[i].subject) continue;
        if (!as_json) {
            fmt::print("{}", text_of(subject_outcomes));
            std::fflush(stdout);
        }
        subject_outcomes.clear();
    }
    if (as_json) fmt::print("{}\n", json_of(outcomes, stopwatch.total()).dump(2));
    if (n_disagree > 0)
        throw Error(
            fmt::format("{} of {} checks failed (on this machine, this build does not give the numbers that the model "
                        "defines); do not use its results, and report the lines above",
                        n_disagree, checks.size()));
    if (!as_json)
        fmt::print("\n{}",
                   wrapped(fmt::format("all {} checks passed in {}: on this machine, this build gives the numbers "
                                       "that the model defines",
                                       checks.size(), duration(stopwatch.total()))));
}

}  // namespace

void add_verify(CLI::App& app) {
    auto* command = app.add_subcommand("verify", "check this build against the known answers");
    const auto as_json = std::make_shared<bool>(false);
    const auto backend = std::make_shared<std::string>("auto");
    command->add_option("--backend", *backend, "cuda: check the card too; auto: if there is one")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}))
        ->capture_default_str();
    command->add_flag("--json", *as_json, "print every check as JSON");
    command->callback([backend, as_json] { verify(*backend, *as_json); });
}

}  // namespace killshot::cli
