/// Loops of one kind of instruction on packs, to measure how fast a core executes it.
///
/// Source files that are compiled for an instruction set include this and nothing of the standard library, whose
/// functions could otherwise be linked into code for older machines.
#pragma once

#include "bench/kinds.hpp"
#include "killshot/lanes/pack.hpp"

namespace killshot::bench {

/// Independent chains of a loop, at least an instruction's latency times its throughput.
inline constexpr int n_chains = 8;

struct PipeLoops {
    const char* isa;
    int width;
    /// Executes n_steps times n_chains instructions of the kind.
    void (*run)(Kind kind, int n_steps);
};

PipeLoops avx2_pipe_loops();
PipeLoops avx512_pipe_loops();

namespace {

/// Keeps the compiler from merging one step's instruction with the next one's.
template <class T>
KS_INLINE void keep(T& x) {
    asm volatile("" : "+v"(x.v));
}

/// Members rather than an array, which g++ would keep in memory.
template <class T>
struct Chains {
    T a, b, c, d, e, f, g, h;

    KS_INLINE explicit Chains(T x) : a(x), b(x), c(x), d(x), e(x), f(x), g(x), h(x) {}
    template <class Instruction>
    KS_INLINE void apply(const Instruction& instruction) {
        instruction(a), instruction(b), instruction(c), instruction(d);
        instruction(e), instruction(f), instruction(g), instruction(h);
    }
};

template <class T, class Instruction>
KS_INLINE void repeat(int n_steps, T start, const Instruction& instruction) {
    Chains<T> chains(start);
#pragma GCC unroll 8
    for (int step = 0; step < n_steps; ++step) {
        chains.apply([&](T& x) { instruction(x), keep(x); });
    }
}

template <int W>
struct Instructions {
    Pack<W> factor = Pack<W>(1.0F + 0x1p-20F), addend = Pack<W>(0x1p-30F), start = Pack<W>(1.5F);
    PackUInt<W> bits = PackUInt<W>(0x5A5A5A5AU);

    KS_INLINE void multiply(Pack<W>& x) const { x = fma(x, factor, addend); }
    KS_INLINE void add(Pack<W>& x) const { x = x + addend; }
    KS_INLINE void logic(PackUInt<W>& x) const { x = x ^ bits; }
    KS_INLINE void divide(Pack<W>& x) const { x = factor / x; }
    KS_INLINE void root(Pack<W>& x) const { x = sqrt(x); }
};

template <int W>
void run(Kind kind, int n_steps) {
    const Instructions<W> one;
    switch (kind) {
        case Kind::multiply:
            repeat(n_steps, one.start, [&](Pack<W>& x) { one.multiply(x); });
            break;
        case Kind::add:
            repeat(n_steps, one.start, [&](Pack<W>& x) { one.add(x); });
            break;
        case Kind::logic:
            repeat(n_steps, one.bits, [&](PackUInt<W>& x) { one.logic(x); });
            break;
        case Kind::divide:
            repeat(n_steps, one.start, [&](Pack<W>& x) { one.divide(x); });
            break;
        case Kind::root:
            repeat(n_steps, one.start, [&](Pack<W>& x) { one.root(x); });
            break;
        case Kind::count_:
            break;
    }
}

}  // namespace
}  // namespace killshot::bench
