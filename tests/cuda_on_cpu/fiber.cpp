#include "fiber.hpp"

#include <cstdlib>
#include <new>

#include <sys/mman.h>

/// Saves the callee-saved registers on this stack and its top in *save, then continues where `to` was saved.
extern "C" void cuda_on_cpu_switch(void** save, void* to);
asm(R"(
.text
.globl cuda_on_cpu_switch
.type cuda_on_cpu_switch, @function
cuda_on_cpu_switch:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
.size cuda_on_cpu_switch, .-cuda_on_cpu_switch
)");

namespace cuda_on_cpu {

namespace {

constexpr std::size_t stack_bytes = 256 * 1024, page_bytes = 4096;
constexpr int n_saved_registers = 6;
Fiber* running = nullptr;

}  // namespace

Fiber::Fiber() {
    void* stack = mmap(nullptr, stack_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (stack == MAP_FAILED || mprotect(stack, page_bytes, PROT_NONE) != 0) {
        throw std::bad_alloc();
    }
    stack_ = static_cast<std::byte*>(stack);
}

Fiber::~Fiber() { munmap(stack_, stack_bytes); }

void Fiber::start(const std::function<void()>& body) {
    body_ = &body;
    done_ = false;
    auto** top = reinterpret_cast<void**>(stack_ + stack_bytes);
    *--top = nullptr;  // in place of a caller's return address
    *--top = reinterpret_cast<void*>(&Fiber::enter);
    for (int i = 0; i < n_saved_registers; ++i) {
        *--top = nullptr;
    }
    own_ = top;
}

void Fiber::enter() {
    Fiber& self = *running;
    (*self.body_)();
    self.done_ = true;
    self.pause();
    std::abort();
}

void Fiber::resume() {
    running = this;
    cuda_on_cpu_switch(&resumer_, own_);
}

void Fiber::pause() { cuda_on_cpu_switch(&own_, resumer_); }

}  // namespace cuda_on_cpu
