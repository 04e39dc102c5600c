/// Summarises the histograms of a tally on the card, so that they need not leave it. docs/gpu.md says how many bytes
/// that saves.
#pragma once

#include <cstdint>

#include <cuda_runtime_api.h>

#include "killshot/tally/rows.hpp"
#include "killshot/tally/summary.hpp"

namespace killshot::cuda {

/// The histograms of one of the two rows, and where their summaries go. The arrays on_host are in pinned memory, which
/// the device writes to directly.
struct Summarizing {
    SummaryRanks ranks;
    const unsigned long long* histograms;  // [histogram][bin]
    std::int32_t n_histograms, n_dates, n_outputs;
    const double* middles;                // [output][bin], of the row's outputs
    std::uint64_t name_hash;              // of the row, for the digest
    HistogramSummary* summaries_on_host;  // [histogram]
    unsigned long long* digest;           // on the card: gets the part of these histograms
};

/// Summarises in stream order. Throws Error.
void summarize(const Summarizing& summarizing, cudaStream_t stream);

}  // namespace killshot::cuda
