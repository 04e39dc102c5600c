#include "backend/local_rank.hpp"

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace killshot {

int local_rank() {
    for (const char* name : {"OMPI_COMM_WORLD_LOCAL_RANK", "MPI_LOCALRANKID", "PMI_LOCAL_RANK", "SLURM_LOCALID"}) {
        const char* const value = std::getenv(name);
        if (value == nullptr) continue;
        const std::string_view text(value);
        int rank = 0;
        const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), rank);
        if (failed == std::errc() && end == text.data() + text.size() && rank >= 0) return rank;
    }
    return 0;
}

}  // namespace killshot
