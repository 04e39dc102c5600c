/// Suggestions for misspelt words.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace killshot {

/// The number of edits (insert, delete, change or transpose letters) that turn `a` into `b`, ignoring case.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The known word nearest to `word`; empty if more than a third of its letters would have to change.
std::string_view nearest_word(std::string_view word, std::span<const std::string_view> known);

/// "did you mean cut_rate?", or `otherwise` if no known word is near.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known, std::string_view otherwise);

}  // namespace killshot
