#include "cli/output_file.hpp"

#include <filesystem>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "files/sha256.hpp"
#include "killshot/error.hpp"
#include "results/is_result.hpp"
#include "run/shards.hpp"
#include "run/slice_file.hpp"

namespace killshot::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& path, const std::string& why) {
    throw Error(fmt::format("{}: cannot be written ({}); give another -o", path, why));
}

void require_folder_of(const std::string& path, bool may_create) {
    const fs::path folder = fs::path(path).parent_path();
    if (folder.empty()) return;
    std::error_code failed;
    if (!may_create && !fs::exists(folder, failed))
        throw Error(
            fmt::format("{}: cannot be written (its folder {} does not exist); give --mkdir to create it, or "
                        "another -o",
                        path, folder.string()));
    fs::create_directories(folder, failed);
    if (failed || !fs::is_directory(folder))
        refuse(path, fmt::format("its folder {} cannot be created: {}", folder.string(),
                                 failed ? failed.message() : "a file has its name"));
}

/// "cut_rate=0.8", "akash.margin0=0.1", "all.adoption_rate=0.1": an override without its section, in letters that every
/// file system allows in a name.
std::string in_file_name(const std::string& override_text) {
    std::string text;
    for (const char letter : override_text) {
        const bool is_plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                              (letter >= '0' && letter <= '9') ||
                              std::string_view("._=,-").find(letter) != std::string_view::npos;
        if (is_plain)
            text += letter;
        else if (letter == '*')
            text += "all";
        else if (std::string_view(" \t\"'[]").find(letter) == std::string_view::npos)
            text += '_';
    }
    const std::size_t dot = text.find('.');
    return dot < text.find('=') ? text.substr(dot + 1) : text;
}

}  // namespace

std::string default_output(const std::string& scenario, const std::vector<std::string>& overrides) {
    constexpr std::size_t most_letters = 64, digest_letters = 8;
    std::string name = scenario, exact;
    for (const std::string& each : overrides) {
        name += '+' + in_file_name(each);
        exact += each + '\n';
    }
    if (!overrides.empty() && name.size() > most_letters) {
        name.resize(most_letters - digest_letters - 1);
        name += '~' + sha256(exact).substr(0, digest_letters);
    }
    return fmt::format("results/{}.h5", name);
}

std::string slice_name(const std::string& result, const Part& part) {
    return fmt::format("{}.{}of{}.slice", fs::path(result).replace_extension().string(), part.number, part.n_parts);
}

Existing prepare_output(const std::string& path, OutputKind kind, OutputConsent consent) {
    require_folder_of(path, consent.mkdir);
    std::error_code failed;
    const fs::file_status status = fs::symlink_status(path, failed);
    if (!fs::exists(status)) return Existing::keep;  // whether it can be written is found out by creating it
    if (fs::is_symlink(status))
        refuse(path, fmt::format("it is a symbolic link to {}", fs::read_symlink(path, failed).string()));
    if (fs::is_directory(status)) refuse(path, "it is a folder");
    if (!fs::is_regular_file(status)) refuse(path, "it is not a regular file");
    if (kind == OutputKind::result ? !is_result(path) : !is_slice(path))
        throw Error(
            fmt::format("{}: will not be overwritten (it is not a {}, or a damaged one); delete it by hand or give "
                        "another -o",
                        path, kind == OutputKind::result ? "killshot result" : "slice of a killshot run"));
    if (consent.force || (consent.resume && Shards::are_kept_for(path))) return Existing::replace;
    throw Error(fmt::format("{}: exists already{}; give --force to replace it, or another -o", path,
                            consent.resume ? ", and there is no interrupted run to resume" : ""));
}

}  // namespace killshot::cli
