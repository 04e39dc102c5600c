#include "cli/output_file.hpp"

#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "killshot/error.hpp"
#include "results/is_result.hpp"
#include "run/shards.hpp"

namespace killshot::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& path, const std::string& why) {
    throw Error(fmt::format("{}: cannot be written ({}); give another -o", path, why));
}

void create_folder_of(const std::string& path) {
    const fs::path folder = fs::path(path).parent_path();
    if (folder.empty()) return;
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed || !fs::is_directory(folder))
        refuse(path, fmt::format("its folder {} cannot be created: {}", folder.string(),
                                 failed ? failed.message() : "a file has its name"));
}

}  // namespace

Existing prepare_output(const std::string& path, OutputConsent consent) {
    create_folder_of(path);
    std::error_code failed;
    const fs::file_status status = fs::symlink_status(path, failed);
    if (!fs::exists(status)) return Existing::keep;  // whether it can be written is found out by creating it
    if (fs::is_symlink(status))
        refuse(path, fmt::format("it is a symbolic link to {}", fs::read_symlink(path, failed).string()));
    if (fs::is_directory(status)) refuse(path, "it is a folder");
    if (!fs::is_regular_file(status)) refuse(path, "it is not a regular file");
    if (!is_result(path))
        throw Error(
            fmt::format("{}: will not be overwritten (it is not a killshot result, or a damaged one); delete it by "
                        "hand or give another -o",
                        path));
    if (consent.force || (consent.resume && Shards::are_kept_for(path))) return Existing::replace;
    throw Error(fmt::format("{}: exists already{}; give --force to replace it, or another -o", path,
                            consent.resume ? ", and there is no interrupted run to resume" : ""));
}

}  // namespace killshot::cli
