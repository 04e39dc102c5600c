/// A thread that runs only when it is told to, on a stack of its own. x86-64.
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

    /// Makes it ready to run `body` from its beginning. What it was doing before is forgotten, not unwound.
    void start(const std::function<void()>& body);
    /// Runs it until it pauses or is done.
    void resume();
    /// Back to who resumed it.
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
