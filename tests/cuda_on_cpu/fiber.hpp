/// A cooperative thread with its own stack, for x86-64.
#pragma once

#include <cstddef>
#include <functional>

namespace cuda_on_cpu {

class Fiber {
  public:
    Fiber();
    ~Fiber();
    Fiber(const Fiber&) = delete;
    Fiber& operator=(const Fiber&) = delete;

    /// Prepares the fiber to run `body` from its beginning. Whatever it ran before is abandoned without unwinding.
    void start(const std::function<void()>& body);
    /// Runs the fiber until it pauses or ends.
    void resume();
    /// Returns to the caller of resume().
    void pause();
    [[nodiscard]] bool done() const { return done_; }

  private:
    static void enter();

    std::byte* stack_;
    void *own_ = nullptr, *resumer_ = nullptr;  // saved stack pointers
    const std::function<void()>* body_ = nullptr;
    bool done_ = true;
};

}  // namespace cuda_on_cpu
