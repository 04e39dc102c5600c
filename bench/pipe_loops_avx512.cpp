#include "bench/pipe_loops.hpp"

namespace killshot::bench {
PipeLoops avx512_pipe_loops() { return {"avx512", 16, run<16>}; }
}  // namespace killshot::bench
