#include <algorithm>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "killshot/backend/backend.hpp"

namespace killshot::cli {
namespace {

void print_devices() {
    const auto backend = make_cpu_backend(0, "auto");
    const auto usable = usable_isas();
    std::string isas;
    for (const std::string_view isa : compiled_isas()) {
        if (!isas.empty()) isas += ", ";
        isas += isa;
        if (std::find(usable.begin(), usable.end(), isa) == usable.end()) isas += " (not on this machine)";
    }
    fmt::print("cpu   {}\n      instruction sets: {}; auto takes {}\ncuda  not in this build\n", backend->device(),
               isas, backend->isa());
}

}  // namespace

void add_devices(CLI::App& app) {
    app.add_subcommand("devices", "what this build can run on here")->callback(print_devices);
}

}  // namespace killshot::cli
