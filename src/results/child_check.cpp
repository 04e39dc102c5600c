#include "results/child_check.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
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

constexpr rlim_t max_bytes = rlim_t{2} << 30U;  // beyond what the process has already: far more than any header needs
constexpr unsigned max_seconds = 4;             // so that the answer comes within 5 s

/// A text that a child process writes and its parent reads.
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
    static constexpr std::size_t size = 4096;  // of zeros at first
    char* text_;
};

/// Of address space; 0 if it is not known.
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

void limit_resources() {
    limit(RLIMIT_CORE, 0);
    if (const rlim_t used = bytes_in_use(); used > 0) limit(RLIMIT_AS, used + max_bytes);
    std::signal(SIGALRM, SIG_DFL);
    sigset_t alarm_signal;
    sigemptyset(&alarm_signal);
    sigaddset(&alarm_signal, SIGALRM);
    sigprocmask(SIG_UNBLOCK, &alarm_signal, nullptr);
    alarm(max_seconds);
}

/// A crash prints nothing. Comes before the child opens anything: with a standard stream closed, a file would take its
/// number.
void silence_streams() {
    if (const int nowhere = open("/dev/null", O_RDWR); nowhere >= 0) {
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
    }
}

[[noreturn]] void refuse(const std::string& path, std::string_view why, std::string_view what_to_do) {
    throw Error(fmt::format("{}: cannot be read ({}); {}", path, why, what_to_do));
}

}  // namespace

void check_in_child_process(const std::string& path, const std::function<void()>& check) {
    SharedText problem;
    const pid_t child = problem ? fork() : -1;
    if (child < 0) refuse(path, "there is no process or memory to check it with", "end other programs and try again");
    if (child == 0) {
        silence_streams();
        limit_resources();
        try {
            check();
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
    constexpr std::string_view get_another = "run the scenario again or get another copy";
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
        refuse(path, fmt::format("checking it takes more than {} s", max_seconds), get_another);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) refuse(path, "its structure is damaged", get_another);
    if (const std::string text = problem.get(); !text.empty()) throw Error(text);
}

}  // namespace killshot
