#include "results/writer.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <variant>

#include <fmt/format.h>
#include <unistd.h>

#include "analysis/estimates.hpp"
#include "ensemble/ensemble.hpp"
#include "files/part_file.hpp"
#include "inputs/calendar.hpp"
#include "results/h5/dimension_scale.hpp"
#include "results/h5/hdf5.hpp"
#include "results/row_writer.hpp"
#include "results/schema/schema.hpp"

namespace killshot {

namespace {

using schema::Dimension;
using schema::Group;
using schema::Type;
using schema::Values;
using schema::Variable;

constexpr std::size_t smallest_compressed_bytes = std::size_t{64} << 10U, most_chunk_bytes = std::size_t{1} << 20U;

std::size_t size_of(const Values& values) {
    return std::visit([](const auto& list) { return list.size(); }, values);
}

std::size_t bytes_of(Type type) {
    constexpr std::array<std::size_t, std::variant_size_v<Values>> bytes{1, 1, 4, 8, 4, 8, sizeof(char*)};
    return bytes.at(static_cast<std::size_t>(type));
}

bool is_integer(Type type) { return type < Type::float32; }

std::string host_name() {
    std::array<char, 256> name{};
    return gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : "unknown";
}

}  // namespace

class ResultWriter::File {
  public:
    File(const std::string& path, RunMetadata metadata, ResultFrame frame, Existing existing)
        : part_(path, existing, "make room or give another -o"), metadata_(std::move(metadata)),
          frame_(std::move(frame)), digests_(frame_.scenarios.size()) {
        if (metadata_.created_utc.empty()) metadata_.created_utc = now_utc();
        if (metadata_.host.empty()) metadata_.host = host_name();
        naming_errors([&] { file_ = hdf5::create_file(part_.path_of_descriptor()); });
    }

    void prepare() {
        // Not std::call_once: where memory is short, an exception that leaves it ends the process.
        const std::scoped_lock lock(preparing_);
        if (is_prepared_) return;
        naming_errors([&] {
            const schema::FileFacts facts{frame_, metadata_};
            for (const Variable& variable : schema::variables()) {
                if (const auto* from_file = std::get_if<schema::FromFile>(&variable.fill)) {
                    create_whole(
                        variable, [&] { return (*from_file)(facts); }, facts);
                } else if (has_rows(variable)) {
                    create_rows(variable, facts);
                }
            }
        });
        is_prepared_ = true;
    }

    [[nodiscard]] QuantileIntervals quantile_intervals() const {
        return few_scenarios() ? QuantileIntervals::yes : QuantileIntervals::no;
    }

    ResultRow make_row(const Scenario& scenario, const std::vector<NetworkStart>& starts, const Tally& tally,
                       const Summaries& summaries, StopReason stop_reason) {
        prepare();
        const Estimates estimates = estimate(scenario, starts, tally, summaries.histograms, quantile_intervals());
        ResultRow row;
        row.digest = summaries.digest;
        row.killed.n_bits = std::min(estimates.paths, max_kill_bit_paths);
        for (std::size_t i = 0; i < estimates.networks.size(); ++i) {
            row.p_kill.push_back(estimates.networks[i].kill.p);
            const auto bits = tally.kill_bits(static_cast<int>(i));
            row.killed.kill_bits.emplace_back(bits.begin(), bits.end());
        }
        row.values = rows_.values({frame_, scenario, tally, estimates, row.digest, stop_reason});
        return row;
    }

    bool takes(const ResultRow& row) {
        prepare();
        return row.p_kill.size() == frame_.base.inputs.networks.size() && rows_.takes(row);
    }

    std::optional<RowBlock> put_row(int index, ResultRow row) {
        auto& written = digests_.at(static_cast<std::size_t>(index));
        if (written) throw std::logic_error("a scenario is written once");
        written = row.digest;
        if (index == 0 && frame_.scenarios.size() > 1) first_ = row.killed;
        if (frame_.draws_beliefs) add_to_beliefs(row);
        std::optional<RowBlock> block;
        naming_errors([&] {
            block = rows_.put(static_cast<std::size_t>(index), std::move(row), frame_, first_ ? &*first_ : nullptr);
        });
        return block;
    }

    void write_block(RowBlock block) {
        naming_errors([&] { rows_.write(std::move(block)); });
    }

    std::uint64_t finish(const RunTiming& timing, const BeliefDraws* beliefs) {
        prepare();
        std::vector<std::uint64_t> digests;
        for (const auto& scenario_digest : digests_) digests.push_back(scenario_digest.value_or(0));
        const std::uint64_t file_digest = digest(digests);
        std::vector<std::int8_t> scenario_status;
        for (const auto& scenario_digest : digests_) scenario_status.push_back(scenario_digest ? 0 : 1);
        naming_errors([&] {
            rows_.write();
            for (std::size_t i = 0; i < digests_.size(); ++i)
                if (!digests_[i]) rows_.put_failed(i);
            const std::vector<EpistemicEstimate> epistemic = epistemic_estimates();
            const schema::RunFacts facts{frame_, metadata_, timing, file_digest, scenario_status, epistemic, beliefs};
            for (const Variable& variable : schema::variables()) {
                if (const auto* from_run = std::get_if<schema::FromRun>(&variable.fill)) {
                    if (variable.group == Group::beliefs && beliefs == nullptr) continue;
                    create_whole(
                        variable, [&] { return (*from_run)(facts); }, facts);
                }
            }
            for (const schema::GroupAttribute& attribute : schema::group_attributes()) {
                std::visit(
                    [&](const auto& value) { hdf5::write_attribute(group(attribute.group), attribute.name, value); },
                    attribute.value(facts));
            }
            rows_.close();
            for (const auto& [place, scale] : scales_) scale.write_users();
            scales_.clear();
            for (hdf5::Id& open_group : groups_) open_group = hdf5::Id();
            hdf5::checked(H5Fflush(file_, H5F_SCOPE_GLOBAL));
            file_.close();
        });
        part_.complete();
        return file_digest;
    }

  private:
    static bool has_rows(const Variable& variable) {
        return std::holds_alternative<schema::FromScenario>(variable.fill) ||
               std::holds_alternative<schema::FromPair>(variable.fill);
    }

    void add_to_beliefs(const ResultRow& row) {
        for (std::size_t i = 0; i < row.p_kill.size(); ++i)
            beliefs_.add(i, row.p_kill[i], row.killed.kill_bits[i], row.killed.n_bits);
    }

    [[nodiscard]] std::vector<EpistemicEstimate> epistemic_estimates() const {
        std::vector<EpistemicEstimate> estimates;
        for (std::size_t i = 0; i < frame_.base.inputs.networks.size(); ++i) estimates.push_back(beliefs_.estimate(i));
        return estimates;
    }

    template <class Work>
    void naming_errors(Work work) {
        hdf5::silence();
        try {
            work();
        } catch (const hdf5::Failure& failure) {
            abandon();
            part_.fail(failure.what());
        }
    }

    void abandon() {
        rows_.abandon();
        for (auto& [place, scale] : scales_) scale.abandon();
        for (hdf5::Id& open_group : groups_) open_group.abandon();
        file_.abandon();
    }

    bool few_scenarios() const { return frame_.scenarios.size() <= schema::most_scenarios_with_quantile_intervals; }

    hid_t group(Group which) {
        if (which == Group::root) return file_;
        hdf5::Id& id = groups_[static_cast<std::size_t>(which)];
        if (id < 0) id = hdf5::create_group(file_, std::string(schema::name_of(which)));
        return id;
    }

    /// The length of an axis is that of its coordinate.
    template <class Facts>
    std::size_t length(Dimension dimension, const Facts& facts) {
        auto& known = lengths_[static_cast<std::size_t>(dimension)];
        if (!known) known = size_of(coordinate_values(dimension, facts));
        return *known;
    }

    template <class Facts>
    Values coordinate_values(Dimension dimension, const Facts& facts) {
        const schema::Fill& fill = schema::coordinate(dimension).fill;
        if constexpr (std::is_same_v<Facts, schema::RunFacts>) {
            if (const auto* from_run = std::get_if<schema::FromRun>(&fill)) return (*from_run)(facts);
        }
        return std::get<schema::FromFile>(fill)({frame_, metadata_});
    }

    /// The copy of a coordinate in a group, which is the scale of its dimension there.
    template <class Facts>
    hdf5::DimensionScale& scale(Group in, Dimension dimension, const Facts& facts) {
        hdf5::DimensionScale& scale = scales_[{in, dimension}];
        if (!scale) {
            const Variable& variable = schema::coordinate(dimension);
            scale = {hdf5::create_dataset(group(in), variable.name, variable.type, {length(dimension, facts)}, {}),
                     variable.name};
            describe(variable, scale);
            hdf5::write(scale, coordinate_values(dimension, facts));
        }
        return scale;
    }

    /// Nothing if an axis is empty, or if the variable is not in such a file.
    template <class Facts>
    std::optional<hdf5::Id> create(const Variable& variable, const Facts& facts) {
        if (!schema::is_in(variable, frame_.outputs)) return std::nullopt;
        if (variable.few_scenarios && !few_scenarios()) return std::nullopt;
        if (variable.group == Group::diff && frame_.scenarios.size() < 2) return std::nullopt;
        if (variable.group == Group::epistemic && !frame_.draws_beliefs) return std::nullopt;
        hdf5::Lengths lengths;
        for (const Dimension dimension : variable.dimensions) {
            lengths.push_back(length(dimension, facts));
            if (lengths.back() == 0) return std::nullopt;
        }
        std::vector<hdf5::DimensionScale*> axes;
        for (const Dimension dimension : variable.dimensions) axes.push_back(&scale(variable.group, dimension, facts));
        hdf5::Id dataset = hdf5::create_dataset(group(variable.group), variable.name, variable.type, lengths,
                                                {chunk(variable, lengths), variable.has_missing, deflate_level()});
        hdf5::attach_scales(dataset, axes);
        describe(variable, dataset);
        return dataset;
    }

    /// As many whole scenarios, or draws of beliefs, as fit; empty if compression does not pay.
    hdf5::Lengths chunk(const Variable& variable, const hdf5::Lengths& lengths) const {
        std::size_t bytes = bytes_of(variable.type);
        for (const hsize_t length : lengths) bytes *= static_cast<std::size_t>(length);
        const bool is_compressible = frame_.outputs == Outputs::kills
                                         ? variable.type != Type::text
                                         : is_integer(variable.type) && variable.compressible;
        if (!is_compressible || bytes < smallest_compressed_bytes ||
            !(has_rows(variable) || variable.group == Group::beliefs)) {
            return {};
        }
        const std::size_t row_bytes = bytes / static_cast<std::size_t>(lengths[0]);
        hdf5::Lengths chunk = lengths;
        const std::size_t rows =
            has_rows(variable) && !has_own_chunks() ? RowWriter::rows_per_block : most_chunk_bytes / row_bytes;
        chunk[0] = std::clamp<hsize_t>(rows, 1, lengths[0]);
        return chunk;
    }

    /// Larger chunks than blocks make a file smaller.
    [[nodiscard]] bool has_own_chunks() const {
        return frame_.outputs == Outputs::kills || frame_.scenarios.size() < RowWriter::rows_per_block;
    }

    /// Small files are worth more time.
    [[nodiscard]] int deflate_level() const { return frame_.outputs == Outputs::kills ? 6 : 1; }

    void describe(const Variable& variable, hid_t dataset) {
        hdf5::write_attribute(dataset, "units", schema::units_of(variable, frame_.base.start));
        hdf5::write_attribute(dataset, "long_name", variable.long_name);
        if (const std::string names = schema::auxiliary_coordinates(variable); !names.empty()) {
            hdf5::write_attribute(dataset, "coordinates", names);
        }
        for (const schema::Attribute& attribute : variable.attributes) {
            std::visit([&](const auto& value) { hdf5::write_attribute(dataset, attribute.name, value); },
                       attribute.value);
        }
    }

    template <class Make, class Facts>
    void create_whole(const Variable& variable, Make make, const Facts& facts) {
        const std::optional<hdf5::Id> dataset = create(variable, facts);
        if (!dataset) return;
        const Values values = make();
        std::size_t n = 1;
        for (const Dimension dimension : variable.dimensions) n *= length(dimension, facts);
        require_values(variable, values, n);
        hdf5::write(*dataset, values);
    }

    void create_rows(const Variable& variable, const schema::FileFacts& facts) {
        std::optional<hdf5::Id> dataset = create(variable, facts);
        if (!dataset) return;
        const bool is_packed = !has_own_chunks() && !chunk(variable, hdf5::lengths_of(*dataset)).empty();
        rows_.add(variable, std::move(*dataset), is_packed ? deflate_level() : 0);
    }

    PartFile part_;  // first, so that it is removed after everything in it is closed
    RunMetadata metadata_;
    ResultFrame frame_;
    hdf5::Id file_;
    std::mutex preparing_;
    bool is_prepared_ = false;
    std::array<hdf5::Id, schema::n_groups> groups_{};
    std::map<std::pair<Group, Dimension>, hdf5::DimensionScale> scales_;
    RowWriter rows_;
    std::array<std::optional<std::size_t>, schema::n_dimensions> lengths_{};
    std::vector<std::optional<std::uint64_t>> digests_;  // of scenarios that were written
    std::optional<schema::KilledPaths> first_;           // of several scenarios, once it is written
    EpistemicTally beliefs_{frame_.base.inputs.networks.size()};
};

ResultWriter::ResultWriter(const std::string& path, RunMetadata metadata, ResultFrame frame, Existing existing)
    : file_(std::make_unique<File>(path, std::move(metadata), std::move(frame), existing)) {}
ResultWriter::~ResultWriter() = default;

void ResultWriter::prepare() { file_->prepare(); }

SummaryRanks ResultWriter::summary_ranks(const Scenario& scenario, std::int64_t n_paths) const {
    return killshot::summary_ranks(scenario, n_paths, file_->quantile_intervals());
}

ResultRow ResultWriter::make_row(const Scenario& scenario, const std::vector<NetworkStart>& starts, const Tally& tally,
                                 const Summaries& summaries, StopReason stop_reason) {
    return file_->make_row(scenario, starts, tally, summaries, stop_reason);
}

bool ResultWriter::takes(const ResultRow& row) { return file_->takes(row); }

std::optional<RowBlock> ResultWriter::put_row(int index, ResultRow row) {
    return file_->put_row(index, std::move(row));
}

void ResultWriter::write_block(RowBlock block) { file_->write_block(std::move(block)); }

std::uint64_t ResultWriter::write_scenario(int index, const Scenario& scenario, const std::vector<NetworkStart>& starts,
                                           const Tally& tally, StopReason stop_reason) {
    const SummaryRanks ranks = summary_ranks(scenario, tally.row(Row::paths)[0]);
    ResultRow row = make_row(scenario, starts, tally, summarize(tally, ranks), stop_reason);
    const std::uint64_t digest = row.digest;
    if (std::optional<RowBlock> block = put_row(index, std::move(row))) write_block(std::move(*block));
    return digest;
}

std::uint64_t ResultWriter::finish(const RunTiming& timing, const BeliefDraws* beliefs) {
    return file_->finish(timing, beliefs);
}

ResultFrame ResultFrame::of(const Scenario& scenario, std::int64_t paths) {
    ResultFrame frame{scenario, {scenario.name}, paths, {}};
    frame.parameters.add(scenario);
    return frame;
}

ResultFrame ResultFrame::of(const Ensemble& batch, std::int64_t most_paths) {
    ResultFrame frame{batch.base(), {}, most_paths, {}};
    frame.draws_beliefs = batch.draws_beliefs();
    frame.scenarios.reserve(static_cast<std::size_t>(batch.size()));
    for (std::int64_t n = 0; n < batch.size(); ++n) frame.scenarios.push_back(batch.name(n));
    frame.parameters.add(frame.base);
    std::set<std::string> described;
    for (const Parameter& parameter : frame.base.parameters) described.insert(parameter.path);
    for (const Scenario& variant : batch.variants()) {
        frame.parameters.add(variant);
        for (const Parameter& parameter : variant.parameters)
            if (described.insert(parameter.path).second) frame.base.parameters.push_back(parameter);
    }
    return frame;
}

}  // namespace killshot
