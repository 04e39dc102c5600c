#include "scenario/problems.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "files/printable.hpp"

namespace killshot {
namespace {

// A user fixes the first few and tries again; a hostile file could have millions.
constexpr std::size_t most_kept = 50;

}  // namespace

void Problems::add(const Place& place, std::string_view problem) {
    if (full()) {
        ++more_;
        return;
    }
    std::string text = Error(place, printable(problem)).what();
    if (std::ranges::find(found_, text, &Problem::text) != found_.end()) return;
    auto file = std::ranges::find(files_, place.file);
    if (file == files_.end()) file = files_.insert(files_.end(), place.file);
    found_.push_back({static_cast<std::size_t>(file - files_.begin()), place.line, std::move(text)});
}

bool Problems::full() const { return found_.size() == most_kept; }

void Problems::throw_if_any() const {
    if (found_.empty()) return;
    std::vector<Problem> sorted = found_;
    std::ranges::stable_sort(sorted, {},
                             [](const Problem& problem) { return std::tuple(problem.file_rank, problem.line); });
    std::string text;
    for (const Problem& problem : sorted) text += (text.empty() ? "" : "\n") + problem.text;
    if (more_ > 0) text += fmt::format("\nand {} more problems", more_);
    throw Error(text);
}

}  // namespace killshot
