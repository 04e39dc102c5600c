#include "results/reader.hpp"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "inputs/calendar.hpp"
#include "killshot/error.hpp"
#include "results/rehearsal.hpp"
#include "results/schema/file.hpp"
#include "tables/tables.hpp"

namespace killshot {

namespace {

using hdf5::Failure;
using schema::Dimension;
using schema::Group;
using Counts = std::vector<std::int64_t>;

/// Runs `work`; damage that it meets is told with the file's name.
template <class Work>
auto naming_errors(const std::string& path, Work work) {
    try {
        return work();
    } catch (const Failure& failure) {
        throw Error(
            fmt::format("{}: cannot be read ({}); it is damaged or cut short: run it again or fetch another copy", path,
                        failure.what()));
    }
}

std::chrono::year_month_day read_start(const SchemaFile& file) {
    const auto start = parse_date(file.text(Group::root, "start"));
    if (!start) throw Failure("attribute start is no date");
    return *start;
}

std::vector<int> read_report_months(const SchemaFile& file) {
    const auto months = file.whole<std::int32_t>("report_month");
    const auto last = static_cast<int>(file.length(Dimension::month));
    if (!std::ranges::is_sorted(months) || months.front() < 1 || months.back() > last) {
        throw Failure("variable report_month is not made of months of the run");
    }
    return {months.begin(), months.end()};
}

ResultHeader read_header(const std::string& path, const SchemaFile& file) {
    ResultHeader header;
    header.path = path;
    header.source = file.text(Group::root, "source");
    header.input = file.text(Group::provenance, "input");
    header.created_utc = file.text(Group::root, "created_utc");
    header.backend = file.text(Group::root, "backend");
    header.isa = file.text(Group::root, "isa");
    header.device = file.text(Group::timing, "device");
    header.status = file.text(Group::root, "status");
    header.digest = file.text(Group::root, "digest");
    header.seed = file.unsigned_integer("seed");
    header.confidence = file.real("confidence_level");
    if (!(header.confidence > 0 && header.confidence < 1)) throw Failure("attribute confidence_level is not in (0, 1)");
    header.start = read_start(file);
    header.months = static_cast<int>(file.length(Dimension::month));
    if (const int month = month_of_2027(header.start); month <= header.months) header.month_2027 = month;
    header.report_months = read_report_months(file);
    header.scenarios = file.whole<std::string>(Dimension::scenario);
    for (const std::int8_t status : file.whole<std::int8_t>("scenario_status")) header.failed.push_back(status != 0);

    const auto names = file.whole<std::string>(Dimension::project), keys = file.whole<std::string>("project_key"),
               tokens = file.whole<std::string>("project_token"), stances = file.whole<std::string>("project_stance"),
               archetypes = file.whole<std::string>("project_archetype");
    for (std::size_t i = 0; i < names.size(); ++i) {
        header.projects.push_back({names[i], keys[i], tokens[i], stances[i], archetypes[i]});
    }
    return header;
}

/// One scenario: each variable is read whole and dealt out to the networks.
class ScenarioReader {
  public:
    ScenarioReader(const SchemaFile& file, int scenario)
        : file_(file), scenario_(scenario), n_networks_(file.length(Dimension::project)),
          n_months_(file.length(Dimension::month)), n_dates_(file.length(Dimension::time)),
          paths_(file.row<std::int64_t>("paths", scenario)[0]) {
        if (paths_ < 1) throw Failure("it says to have simulated no path");
    }

    ScenarioResult read() {
        ScenarioResult result;
        result.paths = paths_;
        result.digest = file_.row<std::string>("digest_of_scenario", scenario_)[0];
        result.n_k1 = counts("n_K1");
        result.n_k1_list = counts("n_K1_list");
        result.n_k1_any = counts("n_K1_any");
        result.n_adoption_any = counts("n_adoption_any");
        result.n_k1_held = counts("n_K1_held")[0];
        result.n_killed = counts("n_killed");
        std::ranges::copy(counts("n_all_of_stance"), result.n_all_of_stance.begin());
        for (std::size_t output = 0; output < n_sector_outputs; ++output) {
            result.sector_output[output] =
                quantile_rows(reals<float>(std::string(sector_outputs[output].name) + "_q"), 0, n_dates_);
        }
        result.projects.resize(n_networks_);
        deal_counts(result.projects);
        deal_estimates(result.projects);
        for (std::size_t output = 0; output < n_network_outputs; ++output) {
            const auto values = reals<float>(std::string(network_outputs[output].name) + "_q");
            for (std::size_t i = 0; i < n_networks_; ++i) {
                result.projects[i].output[output] = quantile_rows(values, i * n_dates_, n_dates_);
            }
        }
        deal_first_killed_path(result.projects);
        return result;
    }

  private:
    /// Counts of paths: none is negative, none more than there are.
    Counts counts(std::string_view name) const {
        Counts values = file_.row<std::int64_t>(name, scenario_);
        for (const std::int64_t count : values) {
            if (count < 0 || count > paths_) {
                throw Failure(fmt::format("variable {} counts {} of {} paths", name, count, paths_));
            }
        }
        return values;
    }

    template <class Value>
    std::vector<Value> reals(std::string_view name) const {
        return file_.row<Value>(name, scenario_);
    }

    /// n_quantiles values each, from the `first`-th on.
    static std::vector<Quantiles> quantile_rows(const std::vector<float>& values, std::size_t first, std::size_t n) {
        std::vector<Quantiles> rows(n);
        for (std::size_t i = 0; i < n; ++i) {
            std::copy_n(values.begin() + static_cast<std::ptrdiff_t>((first + i) * n_quantiles), n_quantiles,
                        rows[i].begin());
        }
        return rows;
    }

    Counts months(const Counts& values, std::size_t row) const {
        const auto first = values.begin() + static_cast<std::ptrdiff_t>(row * n_months_);
        return {first, first + static_cast<std::ptrdiff_t>(n_months_)};
    }

    void deal_counts(std::vector<ProjectResult>& projects) const {
        const auto exits = counts("n_exit"), fired = counts("n_fired"), k2 = counts("n_K2"), k3 = counts("n_K3"),
                   parity = counts("n_parity"), discounted = counts("n_parity_discounted"),
                   adoption = counts("n_adoption"), standing = counts("n_standing"),
                   long_tail_only = counts("n_long_tail_only");
        for (std::size_t i = 0; i < n_networks_; ++i) {
            ProjectResult& project = projects[i];
            for (std::size_t cause = 0; cause < n_causes; ++cause) {
                project.n_exit[cause] = months(exits, i * n_causes + cause);
                project.n_fired[cause] = months(fired, i * n_causes + cause);
            }
            project.n_k2 = months(k2, i);
            project.n_k3 = months(k3, i);
            project.n_parity = months(parity, i);
            project.n_parity_discounted = months(discounted, i);
            project.n_adoption = months(adoption, i);
            project.n_standing = standing[i];
            project.n_long_tail_only = long_tail_only[i];
        }
    }

    void deal_estimates(std::vector<ProjectResult>& projects) const {
        const auto kill = reals<double>("p_kill"), kill_2027 = reals<double>("p_kill_2027"),
                   ends = reals<double>("p_kill_ci"), ends_2027 = reals<double>("p_kill_2027_ci");
        const auto assumed = reals<float>("assumed_share");
        const auto kill_month = quantile_rows(reals<float>("kill_month_q"), 0, n_networks_),
                   parity_month = quantile_rows(reals<float>("parity_month_q"), 0, n_networks_),
                   discounted_month = quantile_rows(reals<float>("parity_discounted_month_q"), 0, n_networks_);
        for (std::size_t i = 0; i < n_networks_; ++i) {
            ProjectResult& project = projects[i];
            project.p_kill = kill[i];
            project.p_kill_2027 = kill_2027[i];
            project.p_kill_interval = {ends[2 * i], ends[2 * i + 1]};
            project.p_kill_2027_interval = {ends_2027[2 * i], ends_2027[2 * i + 1]};
            project.kill_month = kill_month[i];
            project.parity_month = parity_month[i];
            project.parity_discounted_month = discounted_month[i];
            project.assumed_share = assumed[i];
        }
    }

    void deal_first_killed_path(std::vector<ProjectResult>& projects) const {
        const auto bits = file_.row<std::uint8_t>("kill_bits", scenario_);
        const std::size_t n_bytes = file_.length(Dimension::byte);
        for (std::size_t i = 0; i < n_networks_; ++i) {
            const auto first = bits.begin() + static_cast<std::ptrdiff_t>(i * n_bytes);
            const auto last = first + static_cast<std::ptrdiff_t>(n_bytes);
            const auto hit = std::find_if(first, last, [](std::uint8_t byte) { return byte != 0; });
            if (hit != last) projects[i].first_killed_path = 8 * (hit - first) + std::countl_zero(*hit);
        }
    }

    const SchemaFile& file_;
    int scenario_;
    std::size_t n_networks_, n_months_, n_dates_;
    std::int64_t paths_;
};

}  // namespace

ResultFile::ResultFile(const std::string& path) {
    const auto read = [&] {
        naming_errors(path, [&] {
            file_ = std::make_unique<SchemaFile>(path);
            header_ = read_header(path, *file_);
        });
    };
    rehearse(path, read);
    read();
}

ResultFile::~ResultFile() = default;
ResultFile::ResultFile(ResultFile&&) noexcept = default;
ResultFile& ResultFile::operator=(ResultFile&&) noexcept = default;

template <class Read>
auto ResultFile::read_scenario(int index, Read read) const {
    const std::string& name = header_.scenarios.at(static_cast<std::size_t>(index));
    const auto checked = [&] {
        return naming_errors(header_.path, [&] {
            if (file_->row<std::int8_t>("scenario_status", index)[0] != 0) {
                throw Error(fmt::format("{}: scenario {} failed (the file has no counts of it); name another",
                                        header_.path, name));
            }
            return read();
        });
    };
    rehearse(header_.path, checked);
    return checked();
}

ScenarioResult ResultFile::scenario(int index) const {
    return read_scenario(index, [&] { return ScenarioReader(*file_, index).read(); });
}

KillBits ResultFile::kill_bits(int index) const {
    return read_scenario(index, [&] {
        const auto n_bytes = static_cast<std::ptrdiff_t>(file_->length(Dimension::byte));
        const std::int64_t n_paths = file_->row<std::int64_t>("paths", index)[0];
        const auto bits = file_->row<std::uint8_t>("kill_bits", index);
        KillBits kills{std::min({n_paths, max_kill_bit_paths, std::int64_t{8} * n_bytes}), {}};
        if (kills.n_paths < 1) throw Failure("it says to have simulated no path");
        for (auto first = bits.begin(); first != bits.end(); first += n_bytes)
            kills.bits.emplace_back(first, first + n_bytes);
        return kills;
    });
}

std::vector<EpistemicEstimate> ResultFile::epistemic() const {
    const auto read = [&] {
        return naming_errors(header_.path, [&] {
            std::vector<EpistemicEstimate> estimates;
            if (!file_->has(Group::epistemic)) return estimates;
            const auto of = [&](std::string_view name) { return file_->whole<double>(Group::epistemic, name); };
            const auto mean = of("mean"), belief = of("sd_belief"), noise = of("sd_noise"),
                       share = of("variance_share_belief"), quantiles = of("p_kill_q");
            for (std::size_t i = 0; i < mean.size(); ++i) {
                EpistemicEstimate& estimate = estimates.emplace_back();
                estimate = {mean[i], belief[i], noise[i], share[i], {}};
                std::copy_n(quantiles.begin() + static_cast<std::ptrdiff_t>(i * n_quantiles), n_quantiles,
                            estimate.quantiles.begin());
            }
            return estimates;
        });
    };
    rehearse(header_.path, read);
    return read();
}

int scenario_named(const ResultHeader& header, const std::string& name) {
    const auto found = std::ranges::find(header.scenarios, name);
    if (found != header.scenarios.end()) return static_cast<int>(found - header.scenarios.begin());
    constexpr std::ptrdiff_t few = 12;
    const auto shown = std::min(few, static_cast<std::ptrdiff_t>(header.scenarios.size()));
    throw Error(fmt::format("{}: has no scenario \"{}\"; name one of its {}: {}{}", header.path, name,
                            header.scenarios.size(),
                            fmt::join(header.scenarios.begin(), header.scenarios.begin() + shown, "; "),
                            static_cast<std::size_t>(shown) < header.scenarios.size() ? "; ..." : ""));
}

}  // namespace killshot
