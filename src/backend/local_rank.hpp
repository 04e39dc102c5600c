/// The place of this process among those of its job on the same machine.
#pragma once

namespace killshot {

/// What mpirun, srun or a PMI launcher says of this process: 0, 1, ... on each machine. 0 where nobody says anything.
/// Verified by tests/backend/local_rank_test.cpp.
[[nodiscard]] int local_rank();

}  // namespace killshot
