#include "results/h5/part_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include "killshot/error.hpp"

namespace killshot {

namespace {

/// Brings what a file or folder holds to the disk; 0, or the error number.
int sync(const std::string& path) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const int error = descriptor >= 0 && fsync(descriptor) == 0 ? 0 : errno;
    if (descriptor >= 0) ::close(descriptor);
    return error;
}

}  // namespace

void fail_to_write(const std::string& path, const std::string& why) {
    throw Error(fmt::format("{}: cannot be written ({}); make room or name another file with -o", path, why));
}

PartFile::PartFile(std::string name) : name_(std::move(name)) {
    if (std::filesystem::is_directory(name_)) fail_to_write(name_, "it is a folder");
    const int descriptor = open(path().c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) fail_to_write(name_, std::strerror(errno));
    const bool is_mine = flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
    ::close(descriptor);
    if (!is_mine) fail_to_write(name_, "another run is writing it");
}

PartFile::~PartFile() {
    if (complete_) return;
    // An abandoned file is still open: emptied first, it gives its room back.
    if (truncate(path().c_str(), 0) == 0) std::remove(path().c_str());
}

void PartFile::complete() {
    if (const int error = sync(path()); error != 0) fail_to_write(name_, std::strerror(error));
    if (std::rename(path().c_str(), name_.c_str()) != 0) fail_to_write(name_, std::strerror(errno));
    complete_ = true;
    const auto folder = std::filesystem::path(name_).parent_path();
    static_cast<void>(sync(folder.empty() ? "." : folder.string()));  // not every file system can; the file is whole
}

}  // namespace killshot
