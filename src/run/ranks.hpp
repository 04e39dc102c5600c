/// The ranks of a run that mpirun has started: processes with threads of their own that work for one result.
///
/// Rank 0 owns the ledger, the shards and the result, and works too. The other ranks ask it for scenarios or slices
/// whenever they are idle, and send back encoded tallies. Those are integers and are added exactly, so the digest is
/// that of a single process. When a rank dies, mpirun reports it and ends the run; rank 0's shards stay, and --resume
/// continues from them. Verified by tests/run/ranks_test.py and resume_test.py.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "run/work.hpp"

namespace killshot {

class Ledger;

/// How rank 0 shares the draws of beliefs. Every rank makes those of its own part (BeliefOptions::part).
struct SharedDraws {
    std::function<bool()> are_wanted;
    /// Takes a part of them (encode_part), or what has gone wrong.
    std::function<void(int part, std::string draws, std::string error)> take;
};

class Ranks {
  public:
    virtual ~Ranks() = default;

    [[nodiscard]] virtual int rank() const = 0;
    [[nodiscard]] virtual int size() const = 0;

    /// On rank 0: hands out the ledger's work to the other ranks and takes their results, until all of them have left.
    /// Only the calling thread may use MPI meanwhile. `progress` hears of every piece that comes back.
    virtual void serve(Ledger& ledger, const SharedDraws& draws, const Progress& progress) = 0;
    /// On rank 0, where the run ends before it has begun: tells the other ranks to exit.
    virtual void dismiss() = 0;

    /// On other ranks: the work that rank 0 hands out.
    [[nodiscard]] virtual WorkSource& remote() = 0;
    /// On other ranks, when remote() has no more work: whether rank 0 wants their part of the draws.
    [[nodiscard]] virtual bool is_to_draw() = 0;
    virtual void give_draws(const std::string& draws, const std::string& error) = 0;
    /// On other ranks, when their work is done.
    virtual void leave() = 0;
};

/// Null unless mpirun has started this process as one of several. Throws Error where it has, and this build has no MPI.
[[nodiscard]] std::unique_ptr<Ranks> join_ranks();

}  // namespace killshot
