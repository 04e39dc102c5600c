/// A few backends that many threads share: while some of them use the card, others make estimates on the host.
///
/// Verified by tests/backend/pool_test.cpp and, with the emulated card, by tests/cuda_on_cpu/emulated_batch_test.cpp.
#pragma once

#include <functional>
#include <memory>

#include "killshot/backend.hpp"

namespace killshot {

class BackendPool {
  public:
    using Make = std::function<std::unique_ptr<Backend>()>;

    /// make: called at most `most` times, when a backend is needed.
    BackendPool(Make make, int most);

    /// A backend for one thread. It waits for one of the pool's whenever it runs. The pool may go before it.
    [[nodiscard]] std::unique_ptr<Backend> lend() const;

  private:
    class Shelf;
    class Lent;
    std::shared_ptr<Shelf> shelf_;
};

}  // namespace killshot
