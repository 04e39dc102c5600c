// The CUDA backend on a real card; skipped if there is none.
#include <gmock/gmock.h>

#include "backend/cuda.hpp"
#include "support/cuda_cases.hpp"

namespace killshot::test {
namespace {

class Gpu : public testing::Test {
  protected:
    void SetUp() override {
        const CudaSurvey survey = survey_cuda();
        if (!survey.problem.empty()) GTEST_SKIP() << survey.problem;
    }
};

TEST_F(Gpu, KeepsTheContract) { expect_the_contract_kept(*make_cuda_backend(), cuda_contender()); }

TEST_F(Gpu, ManyLaunchesAddUp) {
    const auto cuda = make_cuda_backend();
    expect_the_integers_of_the_cpu(*cuda, draft(), {0, 300'001}, "300,001 paths of the draft");
    expect_the_integers_of_the_cpu(*cuda, resized(32, 36), {0, 150'000}, "150,000 paths of 32 networks");
}

TEST_F(Gpu, RunsAtOnceKeepToThemselves) { expect_runs_at_once_to_keep_to_themselves(4096); }

}  // namespace
}  // namespace killshot::test
