// Which process of its machine this one is, as launchers say it.
#include "backend/local_rank.hpp"

#include <cstdlib>

#include <gtest/gtest.h>

namespace killshot {
namespace {

class LocalRank : public testing::Test {
  protected:
    void SetUp() override { forget(); }
    void TearDown() override { forget(); }
    static void forget() {
        for (const char* name : {"OMPI_COMM_WORLD_LOCAL_RANK", "MPI_LOCALRANKID", "PMI_LOCAL_RANK", "SLURM_LOCALID"})
            unsetenv(name);
    }
};

TEST_F(LocalRank, IsWhatALauncherSays) {
    EXPECT_EQ(local_rank(), 0);
    setenv("SLURM_LOCALID", "3", 1);
    EXPECT_EQ(local_rank(), 3);
    setenv("OMPI_COMM_WORLD_LOCAL_RANK", "1", 1);
    EXPECT_EQ(local_rank(), 1) << "mpirun within a job of Slurm starts the ranks";
}

TEST_F(LocalRank, IsZeroWhereWhatIsSaidIsNoRank) {
    for (const char* text : {"", "-1", "2x", "99999999999"}) {
        setenv("SLURM_LOCALID", text, 1);
        EXPECT_EQ(local_rank(), 0) << text;
    }
}

}  // namespace
}  // namespace killshot
