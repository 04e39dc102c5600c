#include "killshot/error.hpp"

#include "files/printable.hpp"

namespace killshot {
namespace {

std::string with_place(const Place& place, std::string_view problem) {
    std::string text = text_of(place);
    if (!text.empty()) text += ": ";
    return text += printable_lines(problem);
}

}  // namespace

std::string text_of(const Place& place) {
    std::string text = printable(place.file);
    if (!text.empty() && place.line > 0) text.append(":").append(std::to_string(place.line));
    if (!text.empty() && place.column > 0) text.append(":").append(std::to_string(place.column));
    if (!text.empty() && !place.key.empty()) text += ": ";
    return text + printable(place.key);
}

Error::Error(std::string_view problem) : std::runtime_error(printable_lines(problem)) {}

Error::Error(const Place& place, std::string_view problem) : std::runtime_error(with_place(place, problem)) {}

}  // namespace killshot
