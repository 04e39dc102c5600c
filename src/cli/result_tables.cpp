#include "cli/result_tables.hpp"

#include "report/beliefs.hpp"
#include "report/show.hpp"

namespace killshot::cli {

std::string tables_of(const ResultFile& file, const std::string& by) {
    if (file.header().scenarios.size() == 1) {
        const Summary summary = summarize(file, 0, by);
        // The draws are counted by the horizon alone.
        if (!file.beliefs() || summary.month != file.header().months) return summary_to_text(summary);
        const BeliefSummary beliefs = summarize_beliefs(file, DriversOf::average);
        return summary_to_text(summary, &beliefs);
    }
    const BatchSummary batch = summarize_batch(file);
    const std::string first = shows_first(batch) ? summary_to_text(summarize(file, 0, by)) + '\n' : "";
    return first + batch_to_text(batch);
}

}  // namespace killshot::cli
