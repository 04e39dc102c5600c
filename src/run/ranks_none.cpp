// A build without MPI: it runs as a single process, and refuses to be one of several.
#include <cstdlib>
#include <string_view>

#include "killshot/error.hpp"
#include "run/ranks.hpp"

namespace killshot {

std::unique_ptr<Ranks> join_ranks() {
    for (const char* variable : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"}) {
        const char* size = std::getenv(variable);
        if (size != nullptr && std::string_view(size) != "1")
            throw Error(
                "this killshot was built without MPI and cannot share a run with other ranks (CMake did not find MPI, "
                "or "
                "KILLSHOT_MPI is off); install libopenmpi-dev and build again, or start a single process");
    }
    return nullptr;
}

}  // namespace killshot
