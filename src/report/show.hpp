/// A summary in words, as text of at most 80 columns (wide_to_text: 120), and as JSON at full precision.
///
/// Verified by tests/report/show_test.cpp.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "report/beliefs.hpp"
#include "report/summary.hpp"

namespace killshot {

/// "18.4% (18.1-18.7)" with as many digits as the interval justifies; "none (<0.019%)" without hits; "-" without
/// trials.
[[nodiscard]] std::string text_of(const Proportion& proportion);

/// "18.4%": the share alone, for columns that have no room for its interval.
[[nodiscard]] std::string share_of(const Proportion& proportion);

/// "base: 36 months from 2026-11-22; 65,536 futures, 1,024 draws of the inputs", and below it the inputs that differ
/// from the base file.
[[nodiscard]] std::string heading(const Summary& summary, const BeliefSummary* beliefs = nullptr);

/// The answer in a sentence: over the draws of the inputs' beliefs if there are any, else at the stated values.
[[nodiscard]] std::string sentence(const Summary& summary, const BeliefSummary* beliefs = nullptr);

/// "K1 and K2 hold for 3 months in a row"
[[nodiscard]] std::string kill_shot_in_words(const KillShotInputs& kill_shot);

struct ConditionInWords {
    std::string_view name;
    std::string words;
};
/// K1, K2 and K3, with the numbers that the scenario has.
[[nodiscard]] std::array<ConditionInWords, 3> conditions_in_words(const KillShotInputs& kill_shot);

/// Whether the end of 2027 is a date of its own, before the summary's month.
[[nodiscard]] bool shows_2027(const Summary& summary);

/// What a person sees first: one sentence, P(kill) of every network, what a kill is, and where to read on. With the
/// draws of the inputs' beliefs, the sentence and the table lead with the mean over them.
[[nodiscard]] std::string summary_to_text(const Summary& summary, const BeliefSummary* beliefs = nullptr);

/// The further tables, each with a sentence that says what it holds.
[[nodiscard]] std::string causes_to_text(const Summary& summary);
[[nodiscard]] std::string readings_to_text(const Summary& summary);
[[nodiscard]] std::string wide_to_text(const Summary& summary);
/// network: index, or -1 for the mean over all.
[[nodiscard]] std::string signals_to_text(const Summary& summary, int network);

[[nodiscard]] nlohmann::ordered_json summary_to_json(const Summary& summary, const BeliefSummary* beliefs = nullptr);

}  // namespace killshot
