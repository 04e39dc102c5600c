/// The ranks of a run that mpirun has started: processes, each with threads of its own, that work for one result.
///
/// Rank 0 owns the ledger, the shards and the result, and works too. The others ask it for scenarios or slices as they
/// come free and send back encoded tallies: integers, added up exactly, so that the digest is that of one process. A
/// rank that dies ends the run (mpirun says so); what rank 0 has in shards is kept, and --resume goes on.
/// Verified by tests/batch/ranks_test.py.
#pragma once

#include <memory>

#include "run/work.hpp"

namespace killshot {

class Ranks {
  public:
    virtual ~Ranks() = default;

    [[nodiscard]] virtual int rank() const = 0;
    [[nodiscard]] virtual int size() const = 0;

    /// On rank 0: hands out work of `source` and takes what was done, until every other rank has left. Of rank 0's
    /// threads only this one speaks to other ranks.
    virtual void serve(WorkSource& source) = 0;
    /// On rank 0, where there is no run: sends the others home.
    virtual void dismiss() = 0;

    /// On other ranks: the work that rank 0 hands out.
    [[nodiscard]] virtual WorkSource& remote() = 0;
    /// On other ranks, after the last of its work.
    virtual void leave() = 0;
};

/// Null where this process was not started by mpirun, or as its only one. Throws Error where it was, and this build has
/// no MPI.
[[nodiscard]] std::unique_ptr<Ranks> join_ranks();

}  // namespace killshot
