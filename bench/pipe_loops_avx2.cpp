#include "bench/pipe_loops.hpp"

namespace killshot::bench {
PipeLoops avx2_pipe_loops() { return {"avx2", 8, run<8>}; }
}  // namespace killshot::bench
