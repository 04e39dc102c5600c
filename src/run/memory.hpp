/// Refuses a run for which the limit of the address space (ulimit -v) leaves too little.
#pragma once

#include "killshot/tally/layout.hpp"

namespace killshot {

/// Throws Error where `n_threads` threads could not be given tallies of this layout. Asked for in advance, because the
/// HDF5 library crashes or hangs when memory runs out inside it.
void require_address_space(const TallyLayout& layout, int n_threads);

}  // namespace killshot
