#include "results/rehearsal.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <string_view>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "killshot/error.hpp"

namespace killshot {

namespace {

constexpr rlim_t most_bytes = rlim_t{2} << 30U;  // beyond what the process has: far more than a scenario of any result
constexpr unsigned most_seconds = 60;

/// A text that a child can write and its parent read.
class SharedText {
  public:
    SharedText()
        : text_(static_cast<char*>(mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {}
    ~SharedText() {
        if (*this) munmap(text_, size);
    }
    SharedText(const SharedText&) = delete;
    SharedText& operator=(const SharedText&) = delete;

    explicit operator bool() const { return text_ != MAP_FAILED; }
    void set(std::string_view text) { text.copy(text_, std::min(text.size(), size - 1)); }
    [[nodiscard]] std::string get() const { return text_; }

  private:
    static constexpr std::size_t size = 4096;  // zeros at first
    char* text_;
};

/// Of address space, 0 where it is not known.
rlim_t bytes_in_use() {
    unsigned long pages = 0;
    std::FILE* file = std::fopen("/proc/self/statm", "r");
    if (file == nullptr) return 0;
    const bool known = std::fscanf(file, "%lu", &pages) == 1;
    std::fclose(file);
    return known ? rlim_t{pages} * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) : 0;
}

void limit(decltype(RLIMIT_AS) resource, rlim_t most) {
    rlimit limits{};
    if (getrlimit(resource, &limits) != 0) return;
    limits.rlim_cur = std::min(most, limits.rlim_max);
    setrlimit(resource, &limits);
}

/// What a crash leaves behind is no one's concern.
void be_modest_and_quiet() {
    limit(RLIMIT_CORE, 0);
    if (const rlim_t used = bytes_in_use(); used > 0) limit(RLIMIT_AS, used + most_bytes);
    alarm(most_seconds);
    if (const int nowhere = open("/dev/null", O_WRONLY); nowhere >= 0) {
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
    }
}

}  // namespace

void rehearse(const std::string& path, const std::function<void()>& read) {
    SharedText problem;
    const pid_t child = problem ? fork() : -1;
    if (child < 0) return;  // no process to spare: the parent reads unrehearsed
    if (child == 0) {
        be_modest_and_quiet();
        try {
            read();
        } catch (const Error& error) {
            problem.set(error.what());
        } catch (...) {
            _exit(1);
        }
        _exit(0);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        throw Error(
            fmt::format("{}: cannot be read (its structure is damaged); run it again or fetch another copy", path));
    }
    if (const std::string text = problem.get(); !text.empty()) throw Error(text);
}

}  // namespace killshot
