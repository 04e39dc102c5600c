#include "scenario/shipped.hpp"

#include <algorithm>
#include <system_error>

namespace killshot {
namespace {

namespace fs = std::filesystem;

bool is_file(const fs::path& path) {
    std::error_code failure;
    return fs::is_regular_file(path, failure);
}

}  // namespace

fs::path shipped_scenarios() {
    std::error_code failure;
    const fs::path folder_of_program = fs::read_symlink("/proc/self/exe", failure).parent_path();
    if (fs::path installed = folder_of_program.parent_path() / "share/killshot/scenarios";
        is_file(installed / "base.toml"))
        return installed;
    for (fs::path folder = folder_of_program; folder.has_relative_path(); folder = folder.parent_path())
        if (is_file(folder / "scenarios/base.toml")) return folder / "scenarios";
    return {};
}

fs::path named_file(const fs::path& folder, std::string_view name) {
    if (folder.empty() || name.empty() || name.find('/') != std::string_view::npos) return {};
    for (const fs::path& file : {folder / name, folder / (std::string(name) + ".toml")})
        if (file.extension() == ".toml" && is_file(file)) return file;
    return {};
}

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code failure;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, failure))
        if (entry.path().extension() == ".toml") names.push_back(entry.path().stem());
    std::ranges::sort(names);
    return names;
}

}  // namespace killshot
