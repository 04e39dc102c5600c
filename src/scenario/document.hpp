/// The TOML files of a scenario, each read once, and the chains that `base` makes of them.
#pragma once

#include <chrono>
#include <cstdint>
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
    std::filesystem::path path;  // as it was named
    std::size_t file_id = 0;     // the same for every path that leads to one file
    std::string file;            // the same, as text
    std::string text;
    toml::table table;
    bool parsed = false;  // false if a problem has been reported
};

class Documents {
  public:
    /// Null if the file cannot be read or is not TOML, which is reported; at `asked_by` if nothing was read.
    const Document* read(const std::filesystem::path& path, const Place& asked_by, Problems& problems);

    /// The file and the files that it inherits from, innermost first; empty if one of them failed. shipped: the folder
    /// where a base is found that is not beside its file.
    std::vector<const Document*> read_chain(const std::filesystem::path& path, const Place& asked_by,
                                            const std::filesystem::path& shipped, Problems& problems);

    /// All files that were read, in the order of reading.
    std::vector<SourceFile> files() const;

  private:
    std::deque<Document> documents_;
    std::vector<std::filesystem::path> canonical_;  // by file_id
};

/// A file's text, or why it cannot be read.
struct FileText {
    std::string problem, text;
};
FileText read_file_text(const std::filesystem::path& path, std::uintmax_t largest_bytes);

/// The file that `base` names in a document: beside it, at an absolute path, or by its name alone in `shipped`.
std::filesystem::path base_of(const Document& document, const std::string& base, const std::filesystem::path& shipped);

/// The line of a key or value, at least 1: toml++ gives some nodes no position.
int line_of(const toml::source_region& region);

/// The day that a TOML date names.
std::chrono::year_month_day day_of(const toml::date& date);

/// "a string", "an integer": for errors that report the wrong type.
std::string_view kind_of(const toml::node& node);

/// The key's line, or the table's if the key is missing.
int line_of_key(const toml::table& table, std::string_view key);

}  // namespace killshot
