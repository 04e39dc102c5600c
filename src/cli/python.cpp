#include "cli/python.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include "killshot/error.hpp"

namespace killshot::cli {
namespace {

namespace fs = std::filesystem;

std::string this_program() {
    std::error_code failed;
    const fs::path path = fs::read_symlink("/proc/self/exe", failed);
    return failed ? "killshot" : path.string();
}

std::string python() {
    if (const char* const named = std::getenv("KILLSHOT_PYTHON"); named != nullptr && *named != '\0') return named;
    const fs::path beside = fs::path(this_program()).parent_path() / "python3";
    return access(beside.c_str(), X_OK) == 0 ? beside.string() : "python3";
}

/// As execv wants them: pointers to texts that outlive it, and a null at the end.
std::vector<char*> pointers_to(std::vector<std::string>& arguments) {
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    return pointers;
}

[[noreturn]] void fail_to_start(const std::string& program, int error) {
    throw Error(fmt::format("{}: cannot be started ({}); install Python 3.11 or newer, or set KILLSHOT_PYTHON to one",
                            program, std::strerror(error)));
}

void require_package(const std::string& program) {
    // A folder named killshot without __main__ is not the package.
    std::vector<std::string> arguments = {program, "-c",
                                          "import importlib.util, sys\n"
                                          "try: sys.exit(importlib.util.find_spec('killshot.__main__') is None)\n"
                                          "except ModuleNotFoundError: sys.exit(1)\n"};
    pid_t child = 0;
    if (const int error =
            posix_spawnp(&child, program.c_str(), nullptr, nullptr, pointers_to(arguments).data(), environ))
        fail_to_start(program, error);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
    throw Error(fmt::format(
        "{0}: does not have the Python package killshot, which draws the charts and writes Parquet; install "
        "it with\n  {0} -m pip install .\nin killshot's source tree, or set KILLSHOT_PYTHON to a Python "
        "that has it",
        program));
}

}  // namespace

void become_python(const std::vector<std::string>& arguments) {
    const std::string program = python();
    setenv("KILLSHOT", this_program().c_str(), 1);
    setenv("PYTHONSAFEPATH", "1", 1);  // a folder named killshot where the command is run is not the package
    require_package(program);
    std::vector<std::string> all = {program, "-m", "killshot"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    execvp(program.c_str(), pointers_to(all).data());
    fail_to_start(program, errno);
}

}  // namespace killshot::cli
