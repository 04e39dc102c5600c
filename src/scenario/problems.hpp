/// Collects the problems of a scenario's files, so that all are reported at once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "killshot/error.hpp"

namespace killshot {

class Problems {
  public:
    /// problem: "problem (why); what to do". A repetition is dropped.
    void add(const Place& place, std::string_view problem);
    /// From here on, problems are only counted.
    bool full() const;

    /// Throws Error with a line for each problem, sorted by line within each file.
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
