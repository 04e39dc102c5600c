/// The output of `killshot bench`, for the CPU and for a card, as text and as JSON.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "bench/measure.hpp"
#include "bench/measure_card.hpp"
#include "bench/operations.hpp"
#include "killshot/scenario.hpp"

namespace killshot::cli {

struct CpuFigures {
    std::string device;
    bench::StepOperations operations;
    std::vector<bench::KernelRates> kernels;
    std::vector<bench::ThreadRate> threads;
    bench::EndToEnd end_to_end;
};

[[nodiscard]] std::string text_of(const CpuFigures& figures, const Scenario& scenario, int rounds);
[[nodiscard]] nlohmann::ordered_json json_of(const CpuFigures& figures, const Scenario& scenario, int rounds);

[[nodiscard]] std::string text_of(const bench::CardFigures& figures, const Scenario& scenario, int rounds);
[[nodiscard]] nlohmann::ordered_json json_of(const bench::CardFigures& figures, const Scenario& scenario, int rounds);

}  // namespace killshot::cli
