#include "cli/output_file.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "killshot/error.hpp"

namespace killshot::cli {
namespace {

namespace fs = std::filesystem;

bool is_hdf5(const fs::path& path) {
    constexpr std::array<char, 8> signature = {'\x89', 'H', 'D', 'F', '\r', '\n', '\x1a', '\n'};
    std::array<char, 8> head{};
    std::ifstream file(path, std::ios::binary);
    file.read(head.data(), head.size());
    return head == signature;
}

}  // namespace

void require_writable(const std::string& path) {
    const fs::path file(path);
    std::error_code failed;
    if (const fs::path folder = file.parent_path(); !folder.empty()) {
        fs::create_directories(folder, failed);
        if (failed || !fs::is_directory(folder)) {
            throw Error(fmt::format("{}: cannot be written (its folder {} cannot be made: {}); give another -o", path,
                                    folder.string(), failed ? failed.message() : "something else has its name"));
        }
    }
    if (fs::exists(file)) {
        if (!fs::is_regular_file(file))
            throw Error(fmt::format("{}: cannot be written (it is not a file); give another -o", path));
        if (!is_hdf5(file))
            throw Error(fmt::format("{}: would be overwritten (it is no result of a run); give another -o", path));
    }
    const std::string probe = path + ".part";
    const bool was_there = fs::exists(probe);
    if (!std::ofstream(probe, std::ios::app))
        throw Error(fmt::format("{}: cannot be written ({}); give another -o", path, std::strerror(errno)));
    if (!was_there) fs::remove(probe, failed);
}

}  // namespace killshot::cli
