/// TOML files of a scenario, each read once, and the chains that `base` links them to.
#pragma once

#include <chrono>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <toml++/toml.h>

#include "killshot/error.hpp"
#include "killshot/scenario.hpp"
#include "scenario/problems.hpp"

namespace killshot {

struct Document {
    std::filesystem::path path;  // as it was asked for
    std::size_t file_id = 0;     // the same for every path that leads to one file
    std::string file;            // the same, as text
    std::string text;
    toml::table table;
    bool parsed = false;  // false where its problems have been told
};

class Documents {
  public:
    /// Null where the file cannot be read or is not TOML; the problem is then told, at `asked_by` if nothing was read.
    const Document* read(const std::filesystem::path& path, const Place& asked_by, Problems& problems);

    /// The file and the files that it inherits from, innermost first; nothing where one of them failed.
    std::vector<const Document*> read_chain(const std::filesystem::path& path, const Place& asked_by,
                                            Problems& problems);

    /// Every file that was read, in the order of reading.
    std::vector<SourceFile> files() const;

  private:
    std::deque<Document> documents_;
    std::vector<std::filesystem::path> canonical_;  // by file_id
};

/// Line of a key or value of a file, at least 1: what toml++ does not place belongs to the file's first line.
int line_of(const toml::source_region& region);

/// The day that a TOML date names.
std::chrono::year_month_day day_of(const toml::date& date);

/// "a string", "an integer": what stands where something else was wanted.
std::string_view kind_of(const toml::node& node);

/// The key's own line, or the table's where the key is missing.
int line_of_key(const toml::table& table, std::string_view key);

}  // namespace killshot
