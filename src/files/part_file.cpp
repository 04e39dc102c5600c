#include "files/part_file.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "killshot/error.hpp"

namespace killshot {

namespace {

bool is_same_file(const struct stat& a, const struct stat& b) { return a.st_dev == b.st_dev && a.st_ino == b.st_ino; }

/// Parts that a signal removes. The handler may call little: it finds plain characters here, and no string.
struct LivePart {
    std::atomic<bool> is_taken, is_live;
    struct stat identity;
    std::array<char, PATH_MAX> path;
};
std::array<LivePart, 16> live_parts;

/// More parts at a time than there is room for are not removed by signals.
void remember(const std::string& path, const struct stat& identity) {
    if (path.size() >= PATH_MAX) return;
    for (LivePart& part : live_parts) {
        if (part.is_taken.exchange(true)) continue;
        part.identity = identity;
        part.path[path.copy(part.path.data(), path.size())] = '\0';
        part.is_live = true;
        return;
    }
}

void forget(const struct stat& identity) {
    for (LivePart& part : live_parts) {
        if (!part.is_live || !is_same_file(part.identity, identity)) continue;
        part.is_live = false;
        part.is_taken = false;
    }
}

extern "C" void remove_live_parts(int signal) {
    for (const LivePart& part : live_parts) {
        struct stat found {};
        if (part.is_live && lstat(part.path.data(), &found) == 0 && is_same_file(found, part.identity))
            unlink(part.path.data());
    }
    raise(signal);  // its own action is in force again and ends the process
}

/// 0, or the error number.
int lock(int descriptor) {
    struct flock whole {};
    whole.l_type = F_WRLCK;
    // Of the open file and not of the process: closing another descriptor of the file leaves it.
    return fcntl(descriptor, F_OFD_SETLK, &whole) == 0 ? 0 : errno;
}

[[noreturn]] void fail_for_another_run(const std::string& name) {
    throw Error(name + ": another run is writing it; wait until that run has ended, or choose another output");
}

bool is_held_by_another(int lock_error) { return lock_error == EAGAIN || lock_error == EACCES; }

void sync_folder_of(const std::string& name) {
    const auto folder = std::filesystem::path(name).parent_path();
    const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return;
    fsync(descriptor);  // not every file system can; the file itself is complete
    ::close(descriptor);
}

}  // namespace

PartFile::PartFile(std::string name, Existing existing, std::string remedy)
    : name_(std::move(name)), part_(name_ + suffix), remedy_(std::move(remedy)), existing_(existing) {
    require_free_name();
    open();
    try {
        require_free_name();  // once more, now that no other run can complete it
    } catch (...) {
        close();
        throw;
    }
}

PartFile::~PartFile() { close(); }

std::string PartFile::path_of_descriptor() const {
    std::string path = fmt::format("/proc/self/fd/{}", descriptor_);
    // Without /proc, as in a bare root folder, the name has to do: complete() checks that it still means this file.
    return access(path.c_str(), W_OK) == 0 ? path : part_;
}

void PartFile::fail(std::string_view why) const {
    throw Error(fmt::format("{}: cannot be written ({}); {}", name_, why, remedy_));
}

void PartFile::require_free_name() const {
    struct stat found {};
    if (lstat(name_.c_str(), &found) != 0) return;  // what else is wrong with the name is seen when the part is made
    if (S_ISLNK(found.st_mode)) fail("it is a symbolic link");
    if (S_ISDIR(found.st_mode)) fail("it is a folder");
    if (!S_ISREG(found.st_mode)) fail("it is not a regular file");
    if (existing_ == Existing::keep) fail("it exists already");
}

void PartFile::open() {
    for (;;) {
        descriptor_ = ::open(part_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (descriptor_ < 0 && errno != EEXIST) fail(std::strerror(errno));
        if (descriptor_ < 0) {
            remove_leftover();
            continue;
        }
        // A file system without locks leaves O_EXCL to keep two runs apart.
        const bool is_lost = is_held_by_another(lock(descriptor_)) || !still_has_its_name();
        struct stat identity {};
        if (!is_lost && fstat(descriptor_, &identity) == 0) return remember(part_, identity);
        ::close(std::exchange(descriptor_, -1));
        fail_for_another_run(name_);  // it has taken the new part for a leftover
    }
}

/// Removes the part of a killed run. Nothing is written to it, whatever it turns out to be.
void PartFile::remove_leftover() const {
    const int leftover = ::open(part_.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    const int open_error = errno;
    struct stat identity {
    }, named{};
    const bool is_file = leftover >= 0 && fstat(leftover, &identity) == 0 && S_ISREG(identity.st_mode);
    const int lock_error = is_file ? lock(leftover) : 0;
    const bool is_named = lstat(part_.c_str(), &named) == 0 && is_same_file(named, identity);
    const bool is_removed = is_file && lock_error == 0 && is_named && unlink(part_.c_str()) == 0;
    const int unlink_error = errno;
    if (leftover >= 0) ::close(leftover);
    if (is_removed || (leftover < 0 && open_error == ENOENT)) return;
    if (is_held_by_another(lock_error)) fail_for_another_run(name_);
    if (lock_error != 0)
        fail(fmt::format("{} exists and cannot be locked: {}; delete it if no run is writing it", part_,
                         std::strerror(lock_error)));
    if (is_file && !is_named) return;  // renamed or removed meanwhile
    if (is_file) fail(fmt::format("{}: {}", part_, std::strerror(unlink_error)));
    const bool is_refused = leftover < 0 && open_error != ELOOP && open_error != EISDIR && open_error != ENXIO;
    fail(is_refused ? fmt::format("{}: {}", part_, std::strerror(open_error))
                    : fmt::format("{} is in the way and is not a regular file", part_));
}

bool PartFile::still_has_its_name() const {
    struct stat mine {
    }, named{};
    return fstat(descriptor_, &mine) == 0 && lstat(part_.c_str(), &named) == 0 && is_same_file(mine, named);
}

void PartFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(descriptor_, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) fail(std::strerror(errno));
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}

void PartFile::complete() {
    if (fsync(descriptor_) != 0) fail(std::strerror(errno));
    if (!still_has_its_name()) fail(part_ + " was removed or replaced while it was written");
    const unsigned flags = existing_ == Existing::keep ? RENAME_NOREPLACE : 0;
    int failed = renameat2(AT_FDCWD, part_.c_str(), AT_FDCWD, name_.c_str(), flags);
    if (failed != 0 && flags != 0 && (errno == EINVAL || errno == ENOSYS)) {  // a file system that cannot, such as NFS
        require_free_name();
        failed = std::rename(part_.c_str(), name_.c_str());
    }
    if (failed != 0) fail(errno == EEXIST ? "another program has made it meanwhile" : std::strerror(errno));
    complete_ = true;
    sync_folder_of(name_);
    close();
}

void PartFile::close() {
    if (descriptor_ < 0) return;
    struct stat identity {};
    if (!complete_) {
        // The HDF5 library may still have an abandoned file open: emptied, it gives its room back.
        static_cast<void>(ftruncate(descriptor_, 0) == 0);
        if (still_has_its_name()) unlink(part_.c_str());
    }
    if (fstat(descriptor_, &identity) == 0) forget(identity);
    ::close(std::exchange(descriptor_, -1));
}

void PartFile::remove_on_signals() {
    struct sigaction action {};
    struct sigaction before {};
    action.sa_handler = remove_live_parts;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    for (const int signal : {SIGHUP, SIGINT, SIGTERM})
        if (sigaction(signal, nullptr, &before) == 0 && before.sa_handler == SIG_DFL)
            sigaction(signal, &action, nullptr);
    if (sigaction(SIGXFSZ, nullptr, &before) == 0 && before.sa_handler == SIG_DFL) std::signal(SIGXFSZ, SIG_IGN);
}

}  // namespace killshot
