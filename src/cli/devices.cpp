#include <algorithm>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "backend/cpu.hpp"
#include "backend/cuda.hpp"
#include "cli/commands.hpp"
#include "killshot/backend.hpp"
#include "report/text.hpp"

namespace killshot::cli {
namespace {

void print_cpu() {
    const auto backend = make_cpu_backend(0, "auto");
    const auto usable = usable_isas();
    std::string isas;
    for (const std::string_view isa : compiled_isas()) {
        if (!isas.empty()) isas += ", ";
        isas += isa;
        if (std::find(usable.begin(), usable.end(), isa) == usable.end()) isas += " (not on this machine)";
    }
    fmt::print("cpu   {}\n{}", backend->device(),
               wrapped(fmt::format("instruction sets: {}; auto uses {}", isas, backend->isa()), "      ", 8, 79));
}

void print_cuda() {
    const CudaSurvey survey = survey_cuda();
    if (!survey.problem.empty()) fmt::print("{}", wrapped(survey.problem, "cuda  ", 6, 79));
    for (std::size_t i = 0; i < survey.devices.size(); ++i) {
        const CudaDevice& device = survey.devices[i];
        fmt::print("cuda{} {}, {} multiprocessors, {}, sm_{}{}: {}\n", i, device.name, device.n_multiprocessors,
                   bytes(static_cast<double>(device.memory_bytes)), device.compute_major, device.compute_minor,
                   device.has_code ? "this build has code for it" : "this build has no code for it");
    }
    if (!survey.driver.empty()) fmt::print("      the driver supports CUDA {}\n", survey.driver);
}

void print_devices() {
    print_cpu();
    print_cuda();
}

}  // namespace

void add_devices(CLI::App& app) {
    app.add_subcommand("devices", "list the processor and cards of this machine")->callback(print_devices);
}

}  // namespace killshot::cli
