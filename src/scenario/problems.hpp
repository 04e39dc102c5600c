/// The problems of a scenario's files, collected so that one run of the reader tells them all.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "killshot/error.hpp"

namespace killshot {

class Problems {
  public:
    /// problem: "problem (why); what to do". What was said of the same place before is not said again.
    void add(const Place& place, std::string_view problem);
    /// Enough to tell: what is added from here on is only counted.
    bool full() const;

    /// Throws Error with a line per problem, file by file in the order of their first problem, each by line.
    void throw_if_any() const;

  private:
    struct Problem {
        std::size_t file_rank;
        int line;
        std::string text;
    };
    std::vector<Problem> found_;
    std::vector<std::string> files_;
    std::size_t more_ = 0;
};

}  // namespace killshot
