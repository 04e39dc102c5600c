/// Compares the CPU figures of `killshot bench` with those of an earlier one.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "bench/compare.hpp"
#include "cli/bench_report.hpp"

namespace killshot::cli {

/// One rate of an instruction set, now and then.
struct RateChange {
    std::string isa, rate;
    bench::SpeedRatio speed;
};

class Baseline {
  public:
    /// Reads what `killshot bench --json` has printed. Throws Error where the file is something else.
    explicit Baseline(const std::string& path);

    /// Every rate that both have samples of. Throws Error where the baseline is of another scenario.
    [[nodiscard]] std::vector<RateChange> compare(const CpuFigures& now, const Scenario& scenario) const;

    [[nodiscard]] std::string text_of(const std::vector<RateChange>& changes, const CpuFigures& now) const;
    [[nodiscard]] nlohmann::ordered_json json_of(const std::vector<RateChange>& changes) const;

  private:
    struct Sample {
        std::string isa, rate;
        std::vector<double> values;
    };
    std::string path_, git_, created_utc_, device_, scenario_;
    std::size_t n_networks_ = 0;
    int months_ = 0;
    std::vector<Sample> samples_;
};

}  // namespace killshot::cli
