/// "Did you mean": the known word that a misspelt one is nearest to.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace killshot {

/// Edits (a letter put in, left out, changed, or swapped with its neighbour) that turn `a` into `b`, in any case.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// Empty where nothing is near: more than a third of the letters would have to change.
std::string_view nearest_word(std::string_view word, std::span<const std::string_view> known);

/// "did you mean cut_rate?", or `otherwise` where nothing is near.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known, std::string_view otherwise);

}  // namespace killshot
