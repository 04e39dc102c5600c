#include <malloc.h>

#include <exception>
#include <string>

#include "cli/command_line.hpp"
#include "cli/streams.hpp"
#include "killshot/error.hpp"

namespace {

/// Every block of a batch's rows needs buffers of some megabytes. glibc would return them to the system each time, and
/// the system would have to clear the pages of the next ones.
void keep_freed_memory() {
    constexpr int mebibyte = 1 << 20;
    mallopt(M_MMAP_THRESHOLD, 32 * mebibyte);
    mallopt(M_TRIM_THRESHOLD, 64 * mebibyte);
}

int parse(CLI::App& app, int argc, char** argv) {
    try {
        app.parse(argc, argv);
        return 0;
    } catch (const CLI::RuntimeError& done) {  // a command that names its exit code
        return done.get_exit_code();
    } catch (const CLI::CallForHelp&) {
        killshot::cli::print_page(app.help());
        return 0;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : killshot::cli::wrong_usage;
    }
}

}  // namespace

int main(int argc, char** argv) {
    killshot::cli::reserve_standard_streams();
    keep_freed_memory();
    int exit_code = 0;
    std::string problem;
    try {
        exit_code = parse(*killshot::cli::make_command_line({argv, argv + argc}), argc, argv);
    } catch (const std::exception& error) {
        problem = error.what();
    }
    if (const std::string lost = killshot::cli::lost_output(); !lost.empty()) problem = lost;
    if (problem.empty()) return exit_code;
    killshot::cli::print_to_stderr("{}\n", problem);
    return killshot::Error::exit_code;
}
