// The instruction sets, and the error for one that is unknown.
#include <gmock/gmock.h>

#include "backend/cpu.hpp"
#include "killshot/backend.hpp"
#include "killshot/error.hpp"

namespace killshot::test {
namespace {

using testing::HasSubstr;

TEST(Isa, ThereAreFourAndAnyMachineRunsTwo) {
    EXPECT_THAT(compiled_isas(), testing::ElementsAre("scalar", "sse", "avx2", "avx512"));
    EXPECT_THAT(usable_isas(), testing::IsSupersetOf({"scalar", "sse"}));
    EXPECT_THAT(compiled_isas(), testing::IsSupersetOf(usable_isas()));
}

TEST(Isa, AutoIsTheFastestUsable) {
    EXPECT_EQ(make_cpu_backend(1, "auto")->isa(), usable_isas().back());
    EXPECT_EQ(make_cpu_backend(1, "scalar")->isa(), "scalar");
}

TEST(Isa, UnknownIsAnErrorThatListsTheKnown) {
    try {
        (void)make_cpu_backend(1, "neon");
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(),
                    testing::AllOf(HasSubstr("neon"), HasSubstr("auto"), HasSubstr("scalar"), HasSubstr("avx512")));
    }
}

TEST(CpuBackend, SaysWhatItIs) {
    EXPECT_EQ(make_cpu_backend(1, "auto")->name(), "cpu");
    EXPECT_THAT(make_cpu_backend(1, "auto")->device(), HasSubstr("1 thread"));
    EXPECT_THAT(make_cpu_backend(3, "auto")->device(), HasSubstr("3 threads"));
    EXPECT_THAT(make_cpu_backend(0, "auto")->device(), HasSubstr(" thread"));  // one per hardware thread
}

TEST(CpuBackend, RefusesThreadsThatCannotBe) {
    EXPECT_THROW((void)make_cpu_backend(-1, "auto"), Error);
    EXPECT_THROW((void)make_cpu_backend(1'000'000, "auto"), Error);
}

}  // namespace
}  // namespace killshot::test
