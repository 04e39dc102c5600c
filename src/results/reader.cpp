#include "results/reader.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "inputs/calendar.hpp"
#include "inputs/changed_inputs.hpp"
#include "inputs/names.hpp"
#include "inputs/parameters.hpp"
#include "inputs/spelling.hpp"
#include "inputs/values.hpp"
#include "killshot/error.hpp"
#include "results/belief_reader.hpp"
#include "results/checks.hpp"
#include "results/child_check.hpp"
#include "results/input_reader.hpp"
#include "results/schema/file.hpp"

namespace killshot {

namespace {

using hdf5::Failure;
using schema::Dimension;
using schema::Group;
using Counts = std::vector<std::int64_t>;

/// Runs `work` and turns a Failure into an Error with the file's name.
template <class Work>
auto naming_errors(const std::string& path, Work work) {
    try {
        return work();
    } catch (const Failure& failure) {
        throw Error(fmt::format("{}: cannot be read ({}); it is damaged: run the scenario again or get another copy",
                                path, failure.what()));
    }
}

std::chrono::year_month_day read_start(const SchemaFile& file) {
    const auto start = parse_date(file.text(Group::root, "start"));
    if (!start) throw Failure("attribute start is not a date");
    return *start;
}

/// Coordinates whose values follow from the start, the horizon and the number of networks.
void check_coordinates(const SchemaFile& file, const ResultHeader& header) {
    ResultFrame frame;
    frame.base.start = header.start;
    frame.base.inputs.months = header.months;
    frame.base.report_every_months = header.report_every_months;
    frame.base.inputs.networks.resize(header.projects.size());
    const RunMetadata metadata;
    const auto check = [&](const schema::Variable& variable) {
        if (file.values(variable) != std::get<schema::FromFile>(variable.fill)({frame, metadata}))
            throw Failure(fmt::format("coordinate {} does not have the values of this run", variable.name));
    };
    for (const Dimension dimension :
         {Dimension::time, Dimension::month, Dimension::quantile, Dimension::cause, Dimension::bound, Dimension::stance,
          Dimension::killed, Dimension::exit_mask, Dimension::reading})
        if (header.outputs == Outputs::all || file.has(dimension)) check(schema::coordinate(dimension));
    check(*schema::find(Group::root, "report_month"));
}

int read_report_every_months(const SchemaFile& file) {
    const std::uint64_t months = file.unsigned_integer("report_every_months");
    if (months < 1 || months > max_months)
        throw Failure(fmt::format("attribute report_every_months is {} instead of 1 to {}", months, max_months));
    return static_cast<int>(months);
}

ResultHeader header_of(const std::string& path, const SchemaFile& file) {
    ResultHeader header;
    header.path = path;
    header.source = file.text(Group::root, "source");
    header.input = file.text(Group::provenance, "input");
    header.digest = file.text(Group::root, "digest");
    header.outputs = file.outputs();
    header.seed = file.unsigned_integer("seed");
    header.confidence = file.real("confidence_level");
    header.report_every_months = read_report_every_months(file);
    header.start = read_start(file);
    header.months = static_cast<int>(file.length(Dimension::month));
    header.scenarios = file.whole<std::string>(Dimension::scenario);
    header.digests = file.whole<std::string>("digest_of_scenario");
    header.changes = file.whole<std::string>("overrides");
    for (const std::int8_t status : file.whole<std::int8_t>("scenario_status")) header.failed.push_back(status != 0);

    const auto names = file.whole<std::string>(Dimension::project), keys = file.whole<std::string>("project_key"),
               tokens = file.whole<std::string>("project_token"), stances = file.whole<std::string>("project_stance"),
               archetypes = file.whole<std::string>("project_archetype");
    for (std::size_t i = 0; i < names.size(); ++i)
        header.projects.push_back({names[i], keys[i], tokens[i], stances[i], archetypes[i]});

    check_header(header);
    check_coordinates(file, header);
    if (const int month = month_of_2027(header.start); month <= header.months) header.month_2027 = month;
    for (const int step : report_steps(header.start, header.months, header.report_every_months))
        header.report_months.push_back(step + 1);
    return header;
}

std::vector<EpistemicEstimate> epistemic_of(const SchemaFile& file) {
    std::vector<EpistemicEstimate> estimates;
    if (!file.has(Group::epistemic)) return estimates;
    const auto values = [&](std::string_view name) { return file.whole<double>(Group::epistemic, name); };
    const auto mean = values("mean"), belief = values("sd_belief"), noise = values("sd_noise"),
               share = values("variance_share_belief"), quantiles = values("p_kill_q");
    for (std::size_t i = 0; i < mean.size(); ++i) {
        EpistemicEstimate& estimate = estimates.emplace_back();
        estimate = {mean[i], belief[i], noise[i], share[i], {}};
        std::copy_n(quantiles.begin() + static_cast<std::ptrdiff_t>(i * n_quantiles), n_quantiles,
                    estimate.quantiles.begin());
    }
    check_epistemic(estimates);
    return estimates;
}

/// Reads one scenario: each variable whole, then its part of every network.
class ScenarioReader {
  public:
    ScenarioReader(const SchemaFile& file, int scenario)
        : file_(file), scenario_(scenario), n_networks_(file.length(Dimension::project)) {}

    ScenarioResult read(const ResultHeader& header) const {
        ScenarioResult result(layout(header));
        result.paths = paths();
        result.kill_shot = read_kill_shot();
        const auto assumed = reals("assumed_share");
        const KillBits kills = read_kill_bits();
        for (std::size_t i = 0; i < n_networks_; ++i)
            result.projects.push_back({{}, assumed[i], first_path(kills.bits[i])});
        if (header.outputs == Outputs::kills) {
            for (const Row row : {Row::n_K1_held, Row::n_killed})
                result.rows[static_cast<std::size_t>(row)] = counts(info(row).name);
            result.kills = read_kills(result.paths);
        } else {
            read_rows_and_outputs(result);
        }
        return result;
    }

    void read_rows_and_outputs(ScenarioResult& result) const {
        for (std::size_t r = 0; r < n_rows; ++r)
            if (const auto row = static_cast<Row>(r); is_variable(row)) result.rows[r] = counts(info(row).name);
        const auto signal_counts = [&](std::string_view name) {
            return file_.row<std::int64_t>(Group::signals, name, scenario_);
        };
        result.rows[static_cast<std::size_t>(Row::n_signal)] = signal_counts("n");
        result.rows[static_cast<std::size_t>(Row::n_signal_kill)] = signal_counts("n_kill");
        for (std::size_t output = 0; output < n_network_outputs; ++output) {
            const std::vector<OutputCurve> curves = read_curves(NetworkOutputs::info[output].name, n_networks_);
            for (std::size_t i = 0; i < n_networks_; ++i) result.projects[i].outputs[output] = curves[i];
        }
        for (std::size_t output = 0; output < n_sector_outputs; ++output)
            result.sector_outputs[output] = read_curves(SectorOutputs::info[output].name, 1).front();
    }

    /// By reading there are probabilities, which are counts over paths.
    KillsByHorizon read_kills(std::int64_t n_paths) const {
        KillsByHorizon kills{counts("n_kill"), counts("n_kill_2027"), {}};
        const auto shares = file_.row<double>("p_kill_by_reading", scenario_);
        for (std::size_t i = 0; i < n_networks_; ++i) {
            auto& hits = kills.n_kill_by_reading.emplace_back();
            for (std::size_t reading = 0; reading < n_readings; ++reading) {
                const double share = shares[i * n_readings + reading];
                if (!(share >= 0 && share <= 1)) throw Failure("variable p_kill_by_reading is not between 0 and 1");
                hits[reading] = std::llround(share * static_cast<double>(n_paths));
            }
        }
        return kills;
    }

    KillBits read_kill_bits() const {
        const std::int64_t n_paths = paths();
        const auto bits = file_.row<std::uint8_t>("kill_bits", scenario_);
        const auto n_bytes = static_cast<std::ptrdiff_t>(file_.length(Dimension::byte));
        KillBits kills{std::min(n_paths, max_kill_bit_paths), {}};
        for (auto first = bits.begin(); first != bits.end(); first += n_bytes)
            kills.bits.emplace_back(first, first + n_bytes);
        check_kill_bits(kills, n_paths, counts("n_kill"));
        return kills;
    }

  private:
    Counts counts(std::string_view name) const { return file_.row<std::int64_t>(name, scenario_); }
    std::vector<float> reals(std::string_view name) const { return file_.row<float>(name, scenario_); }
    std::int64_t paths() const {
        const std::int64_t paths = counts("paths")[0];
        check_paths(paths);
        return paths;
    }

    /// From /parameters, which has the path of every parameter.
    KillShotInputs read_kill_shot() const {
        const auto names = file_.whole<std::string>(Group::parameters, Dimension::parameter);
        const auto values = file_.row<double>(Group::parameters, "value", scenario_);
        Inputs inputs;
        for (const ParameterSpec& spec : parameter_table()) {
            if (section_of(spec) != Section::kill_shot) continue;
            const std::string path = fmt::format("{}.{}", section_name(Section::kill_shot), spec.name);
            const auto found = std::ranges::find(names, path);
            if (found == names.end()) throw Failure(fmt::format("/parameters does not have {}", path));
            const double value = values[static_cast<std::size_t>(found - names.begin())];
            if (!spec.range.contains(value))
                throw Failure(fmt::format("parameter {} is {} instead of in {}", path, value, text_of(spec.range)));
            set_value(inputs, {.spec = &spec}, value);
        }
        return inputs.kill_shot;
    }

    /// Months count from 0 in a layout.
    TallyLayout layout(const ResultHeader& header) const {
        std::vector<int> steps;
        for (const int month : header.report_months) steps.push_back(month - 1);
        return {static_cast<int>(n_networks_), header.months, std::move(steps), paths()};
    }

    /// An output of `n` networks, or of the sector (n = 1).
    std::vector<OutputCurve> read_curves(const std::string& output, std::size_t n) const {
        const std::vector<float> means = reals(output + "_mean"), quantiles = reals(output + "_q");
        const std::size_t n_dates = file_.length(Dimension::time);
        std::vector<OutputCurve> curves(n);
        for (std::size_t at = 0; at < n * n_dates; ++at) {
            OutputCurve& curve = curves[at / n_dates];
            curve.mean.push_back(means[at]);
            auto& date = curve.quantiles.emplace_back();
            std::copy_n(quantiles.begin() + static_cast<std::ptrdiff_t>(at * n_quantiles), n_quantiles, date.begin());
        }
        return curves;
    }

    static std::int64_t first_path(const std::vector<std::uint8_t>& bits) {
        const auto hit = std::ranges::find_if(bits, [](std::uint8_t byte) { return byte != 0; });
        return hit == bits.end() ? -1 : 8 * (hit - bits.begin()) + std::countl_zero(*hit);
    }

    const SchemaFile& file_;
    int scenario_;
    std::size_t n_networks_;
};

}  // namespace

ResultFile::ResultFile(const std::string& path, Origin origin) {
    header_.path = path;
    if (origin == Origin::unknown) {
        check_in_child_process(path, [&] {
            naming_errors(path, [&] {
                file_ = std::make_unique<SchemaFile>(path);
                file_->check_variables();
                read_header();
                static_cast<void>(read_inputs(*file_, header_, 0));
                static_cast<void>(read_provenance(*file_));
            });
        });
    }
    naming_errors(path, [&] {
        file_ = std::make_unique<SchemaFile>(path);
        read_header();
    });
}

ResultFile::~ResultFile() = default;
ResultFile::ResultFile(ResultFile&&) noexcept = default;
ResultFile& ResultFile::operator=(ResultFile&&) noexcept = default;

void ResultFile::read_header() {
    header_ = header_of(header_.path, *file_);
    epistemic_ = epistemic_of(*file_);
    beliefs_ = read_beliefs(*file_, header_.month_2027 > 0);
}

template <class Read>
auto ResultFile::read_scenario(int index, Read read) const {
    const auto at = static_cast<std::size_t>(index);
    if (header_.failed.at(at)) {
        throw Error(fmt::format("{}: scenario {} failed (the file has no counts of it); name another", header_.path,
                                header_.scenarios[at]));
    }
    return naming_errors(header_.path, [&] { return read(ScenarioReader(*file_, index)); });
}

ScenarioResult ResultFile::scenario(int index) const {
    return read_scenario(index, [&](const ScenarioReader& reader) {
        ScenarioResult result = reader.read(header_);
        result.digest = header_.digests[static_cast<std::size_t>(index)];
        check_scenario(header_, result);
        return result;
    });
}

KillBits ResultFile::kill_bits(int index) const {
    return read_scenario(index, [](const ScenarioReader& reader) { return reader.read_kill_bits(); });
}

std::vector<ChangedInput> changed_inputs(const ResultHeader& header, int scenario) {
    return parse_changes(header.changes.at(static_cast<std::size_t>(scenario))).value();  // checked when it was read
}

std::vector<ResultInput> ResultFile::inputs(int index) const {
    return read_scenario(index, [&](const ScenarioReader&) { return read_inputs(*file_, header_, index); });
}

Provenance ResultFile::provenance() const {
    return naming_errors(header_.path, [&] { return read_provenance(*file_); });
}

int project_named(const ResultHeader& header, const std::string& name, std::string_view option) {
    std::vector<NetworkNames> networks;
    std::vector<std::string_view> keys;
    for (const ResultProject& project : header.projects) {
        networks.push_back({project.key, project.name, project.token});
        keys.emplace_back(project.key);
    }
    if (const auto index = find_network(networks, name)) return *index;
    throw Error(fmt::format("{} {}: no such network in {}; {}", option, name, header.path,
                            did_you_mean(name, keys, fmt::format("use one of {}", fmt::join(keys, ", ")))));
}

int scenario_named(const ResultHeader& header, const std::string& name) {
    const auto found = std::ranges::find(header.scenarios, name);
    if (found != header.scenarios.end()) return static_cast<int>(found - header.scenarios.begin());
    constexpr std::ptrdiff_t few = 12;
    const auto shown = std::min(few, static_cast<std::ptrdiff_t>(header.scenarios.size()));
    const std::string all = fmt::format("name one of its {}: {}{}", header.scenarios.size(),
                                        fmt::join(header.scenarios.begin(), header.scenarios.begin() + shown, "; "),
                                        static_cast<std::size_t>(shown) < header.scenarios.size() ? "; ..." : "");
    const std::vector<std::string_view> known(header.scenarios.begin(), header.scenarios.end());
    throw Error(fmt::format("{}: has no scenario \"{}\"; {}", header.path, name, did_you_mean(name, known, all)));
}

}  // namespace killshot
