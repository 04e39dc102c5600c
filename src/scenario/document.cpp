#include "scenario/document.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "scenario/shipped.hpp"

namespace killshot {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_file = 16U << 20;  // bytes; a scenario has some ten thousand
constexpr std::size_t longest_chain = 16;
constexpr int deepest_key = 1000;  // a scenario has three

/// The line of a dotted key with more than deepest_key parts, 0 if there is none. toml++ makes a nested table of each
/// part, and destroying them recurses until the stack overflows. Dots in prose are separated by other punctuation.
int line_of_deepest_key(std::string_view text) {
    constexpr std::string_view key_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-\"' \t";
    int line = 1, dots = 0;
    for (const char letter : text) {
        if (letter == '.')
            ++dots;
        else if (key_letters.find(letter) == std::string_view::npos)
            dots = 0;
        if (dots > deepest_key) return line;
        if (letter == '\n') ++line;
    }
    return 0;
}

void parse(Document& document, Problems& problems) {
    if (const int line = line_of_deepest_key(document.text); line > 0)
        return problems.add(
            {.file = document.file, .line = line, .key = {}},
            fmt::format("has a key of more than {} parts (no parameter has more than four); remove it", deepest_key));
    try {
        document.table = toml::parse(std::string_view(document.text));
        document.parsed = true;
    } catch (const toml::parse_error& error) {
        Place place{.file = document.file, .line = line_of(error.source()), .key = {}};
        place.column = static_cast<int>(error.source().begin.column);
        problems.add(place,
                     fmt::format("is not TOML ({}); fix it here, since the rest was not read", error.description()));
    }
}

}  // namespace

FileText read_file_text(const fs::path& path, std::uintmax_t largest_bytes) {
    std::error_code failure;
    const fs::file_status status = fs::status(path, failure);
    if (!fs::exists(status)) return {"does not exist or cannot be accessed; check the name and its permissions", {}};
    if (fs::is_directory(status)) return {"is a directory (a file is expected); name a file in it", {}};
    if (!fs::is_regular_file(status)) return {"is not a regular file; copy it to one", {}};
    const std::uintmax_t size = fs::file_size(path, failure);
    if (failure || size > largest_bytes)
        return {fmt::format("is too large ({} bytes; at most {} are read); is it the right file?", size, largest_bytes),
                {}};
    errno = 0;
    std::ifstream stream(path, std::ios::binary);
    std::string text(static_cast<std::size_t>(size), '\0');
    if (!stream || !stream.read(text.data(), static_cast<std::streamsize>(text.size())))
        return {fmt::format("cannot be read ({}); check its permissions", std::strerror(errno)), {}};
    return {{}, std::move(text)};
}

int line_of(const toml::source_region& region) { return std::max(1, static_cast<int>(region.begin.line)); }

int line_of_key(const toml::table& table, std::string_view key) {
    const auto found = table.find(key);
    return line_of(found == table.end() ? table.source() : found->first.source());
}

std::chrono::year_month_day day_of(const toml::date& date) {
    return std::chrono::year{date.year} / date.month / date.day;
}

std::string_view kind_of(const toml::node& node) {
    switch (node.type()) {
        case toml::node_type::table:
            return "a table";
        case toml::node_type::array:
            return "an array";
        case toml::node_type::string:
            return "a string";
        case toml::node_type::integer:
            return "an integer";
        case toml::node_type::floating_point:
            return "a float";
        case toml::node_type::boolean:
            return "a boolean";
        case toml::node_type::date:
            return "a date";
        case toml::node_type::time:
            return "a time";
        case toml::node_type::date_time:
            return "a date with a time";
        default:
            return "nothing";
    }
}

const Document* Documents::read(const fs::path& path, const Place& asked_by, Problems& problems) {
    const fs::path normal = path.lexically_normal();
    if (const auto known = std::ranges::find(documents_, normal, &Document::path); known != documents_.end())
        return known->parsed ? &*known : nullptr;
    FileText read = read_file_text(normal, largest_file);
    if (!read.problem.empty()) {
        problems.add(asked_by, normal.string() + " " + read.problem);
        return nullptr;
    }
    Document& document = documents_.emplace_back();
    document.path = normal;
    std::error_code failure;
    const fs::path canonical = fs::canonical(normal, failure);
    const auto file = std::ranges::find(canonical_, canonical);
    document.file_id = static_cast<std::size_t>(file - canonical_.begin());
    if (file == canonical_.end()) canonical_.push_back(canonical);
    document.file = normal.string();
    document.text = std::move(read.text);
    parse(document, problems);
    return document.parsed ? &document : nullptr;
}

fs::path base_of(const Document& document, const std::string& base, const fs::path& shipped) {
    const fs::path folder = document.path.parent_path();
    fs::path beside = folder / base;
    std::error_code failure;
    if (fs::exists(beside, failure) && !fs::is_directory(beside, failure)) return beside;
    const fs::path named = named_file(shipped, base);
    return named.empty() ? beside : named;
}

std::vector<const Document*> Documents::read_chain(const fs::path& path, const Place& asked_by, const fs::path& shipped,
                                                   Problems& problems) {
    std::vector<const Document*> outer_first;
    fs::path next = path;
    Place place = asked_by;
    for (;;) {
        const Document* document = read(next, place, problems);
        if (document == nullptr) return {};
        if (std::ranges::find(outer_first, document->file_id, &Document::file_id) != outer_first.end()) {
            problems.add(place,
                         document->file + " inherits from itself (its chain of bases is a circle); remove this base");
            return {};
        }
        if (outer_first.size() == longest_chain) {
            problems.add(place,
                         fmt::format("the chain of bases has more than {} files; merge some of them", longest_chain));
            return {};
        }
        outer_first.push_back(document);
        const toml::node* base = document->table.get("base");
        if (base == nullptr) break;
        place = {.file = document->file, .line = line_of_key(document->table, "base"), .key = "base"};
        const auto* name = base->as_string();
        if (name == nullptr || name->get().empty()) {
            problems.add(
                place,
                fmt::format("is {} (a file, or the name of a shipped scenario, is expected); write base = \"base\"",
                            name == nullptr ? kind_of(*base) : "empty"));
            return {};
        }
        next = base_of(*document, name->get(), shipped);
    }
    return {outer_first.rbegin(), outer_first.rend()};
}

std::vector<SourceFile> Documents::files() const {
    std::vector<SourceFile> files;
    for (const Document& document : documents_) files.push_back({document.file, document.text});
    return files;
}

}  // namespace killshot
