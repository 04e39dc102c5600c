// The choice of the backend, with and without CUDA in the build and a card in the machine.
#include <string>

#include <gmock/gmock.h>

#include "backend/choice.hpp"
#include "backend/cuda.hpp"
#include "killshot/backend.hpp"
#include "killshot/error.hpp"

namespace killshot::test {
namespace {

bool has_card() { return survey_cuda().problem.empty(); }

std::string error_of_cuda() {
    try {
        static_cast<void>(make_backend("cuda", 1, "auto"));
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

TEST(BackendChoice, CpuIsTheCpu) {
    const BackendChoice choice = make_backend("cpu", 1, "scalar");
    EXPECT_EQ(choice.backend->name(), "cpu");
    EXPECT_EQ(choice.backend->isa(), "scalar");
    EXPECT_EQ(choice.why_not_cuda, "");
}

TEST(BackendChoice, CudaThatCannotBeHadSaysWhyAndWhatToDo) {
    if (has_card()) GTEST_SKIP() << "this machine has a card";
    EXPECT_THAT(error_of_cuda(), testing::HasSubstr(has_cuda() ? "--backend cpu" : "-DKILLSHOT_CUDA=ON"));
    EXPECT_EQ(error_of_cuda(), survey_cuda().problem);
}

TEST(BackendChoice, AutoFallsBackToTheCpuAndSaysWhyWhereTheBuildHasCuda) {
    if (has_card()) GTEST_SKIP() << "this machine has a card";
    const BackendChoice choice = make_backend("auto", 1, "auto");
    EXPECT_EQ(choice.backend->name(), "cpu");
    EXPECT_EQ(choice.why_not_cuda, has_cuda() ? survey_cuda().problem : "");
}

TEST(BackendChoice, ACardPaysWhereTheCpuTakesAsLongAsItsStart) {
    EXPECT_EQ(why_no_card_pays(/*network_path_steps=*/140, /*per second=*/70, /*start_seconds=*/3),
              "it takes about 2 s there, and a card about 3 s to start; --backend cuda takes the card nevertheless");
    EXPECT_NE(why_no_card_pays(209, 70, 3), "");
    EXPECT_EQ(why_no_card_pays(210, 70, 3), "");
    EXPECT_EQ(why_no_card_pays(140, 70, 1), "");
    EXPECT_EQ(why_no_card_pays(140, 35, 3), "") << "a CPU of half the speed";
}

TEST(BackendChoice, AutoLeavesAShortRunToTheCpu) {
    // One thread of the scalar kernel needs 0.5 s; a fast instruction set and many threads would not change the choice.
    const BackendChoice choice = make_backend("auto", 1, "scalar", 0.76e6);
    EXPECT_EQ(choice.backend->name(), "cpu");
    EXPECT_EQ(choice.why_not_cuda, has_cuda() ? "it takes about 0.5 s there, and a card about 1 s to start; "
                                                "--backend cuda takes the card nevertheless"
                                              : "");
}

TEST(BackendChoice, AutoTakesTheCard) {
    if (!has_card()) GTEST_SKIP() << survey_cuda().problem;
    EXPECT_EQ(make_backend("auto", 1, "auto").backend->name(), "cuda");
}

}  // namespace
}  // namespace killshot::test
