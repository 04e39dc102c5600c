#include "device_tally.hpp"

#include <bit>
#include <span>
#include <vector>

#include "killshot/tally/digest.hpp"

namespace killshot::cuda {

namespace {

static_assert(std::endian::native == std::endian::little, "kill_bits are bytes on the host and words on the card");

std::size_t kill_words_per_network(const TallyLayout& layout) { return (layout.kill_bytes() + 3) / 4; }

std::size_t n_kill_words(const TallyLayout& layout) {
    return kill_words_per_network(layout) * static_cast<std::size_t>(layout.n_networks());
}

}  // namespace

void BinMiddles::reserve(const Stream& stream) {
    if (are_there_) {
        return;
    }
    std::vector<double> middles;
    for (const BinTable& table : bin_tables()) {
        middles.insert(middles.end(), table.middles().begin(), table.middles().end());
    }
    middles_.stage(middles);
    middles_.copy(stream);
    are_there_ = true;
}

void DeviceTally::reserve(const TallyLayout& layout) {
    const std::size_t n_histograms = layout.n_histograms();
    counts_.reserve(layout.size());
    kill_words_.reserve(n_kill_words(layout));
    for (DeviceArray<std::int32_t>* of_histogram : {&first_bin_, &n_bins_, &offset_}) {
        of_histogram->reserve(n_histograms);
    }
    host_plain_.reserve(layout.n_plain());
    host_ranges_.reserve(n_histograms);
    host_kill_words_.reserve(n_kill_words(layout));
}

void DeviceTally::clear(const TallyLayout& layout, const Stream& stream) const {
    check(cudaMemsetAsync(counts_.data(), 0, layout.size() * sizeof(*counts_.data()), stream.get()),
          "clearing the counts");
    check(cudaMemsetAsync(kill_words_.data(), 0, n_kill_words(layout) * sizeof(*kill_words_.data()), stream.get()),
          "clearing the counts");
}

void DeviceTally::set(Launch& launch, const TallyLayout& layout) const {
    for (int r = 0; r < n_rows; ++r) {
        launch.rows[r] = row(layout, static_cast<Row>(r));
    }
    launch.kill_words = kill_words_.data();
    launch.kill_words_per_network = static_cast<std::int64_t>(kill_words_per_network(layout));
    launch.n_kill_paths = 8 * static_cast<std::int64_t>(layout.kill_bytes());
}

void DeviceTally::fetch_plain(const TallyLayout& layout, const Stream& stream) {
    const auto copy = [&](auto* to, const auto* from, std::size_t n) {
        check(cudaMemcpyAsync(to, from, n * sizeof(*from), cudaMemcpyDeviceToHost, stream.get()),
              "copying the counts to the host");
    };
    copy(host_plain_.data(), counts_.data(), layout.n_plain());
    copy(host_kill_words_.data(), kill_words_.data(), n_kill_words(layout));
}

void DeviceTally::fetch(const TallyLayout& layout, const Stream& stream) {
    host_bins_.reserve(layout.n_histograms() * histogram::n_bins);
    fetch_plain(layout, stream);
    pack({counts_.data() + layout.n_plain(), static_cast<std::int32_t>(layout.n_histograms()), first_bin_.data(),
          n_bins_.data(), offset_.data(), host_ranges_.data(), host_bins_.data()},
         scratch_, stream.get());
}

void DeviceTally::fetch_summaries(const TallyLayout& layout, const SummaryRanks& ranks, const Stream& stream) {
    middles_.reserve(stream);
    digest_.reserve(1);
    host_digest_.reserve(1);
    host_summaries_.reserve(layout.n_histograms());
    fetch_plain(layout, stream);
    check(cudaMemsetAsync(digest_.data(), 0, sizeof(*digest_.data()), stream.get()), "clearing the digest");
    const auto n_of = [&](Row row) { return static_cast<std::int32_t>(layout.extent(row).size / histogram::n_bins); };
    const std::int32_t n_of_sector = n_of(Row::sector_histogram);
    summarize({ranks, row(layout, Row::sector_histogram), n_of_sector, layout.n_dates(), n_sector_outputs,
               middles_.of_sector(), fnv1a(info(Row::sector_histogram).name), host_summaries_.data(), digest_.data()},
              stream.get());
    summarize({ranks, row(layout, Row::histogram), n_of(Row::histogram), layout.n_dates(), n_network_outputs,
               middles_.of_networks(), fnv1a(info(Row::histogram).name), host_summaries_.data() + n_of_sector,
               digest_.data()},
              stream.get());
    check(cudaMemcpyAsync(host_digest_.data(), digest_.data(), sizeof(*digest_.data()), cudaMemcpyDeviceToHost,
                          stream.get()),
          "copying the digest to the host");
}

void DeviceTally::add_plain_to(Tally& tally) const {
    const unsigned long long* from = host_plain_.data();
    for (std::int64_t& count : tally.plain()) {
        count += static_cast<std::int64_t>(*from++);
    }
}

void DeviceTally::add_kill_bits_to(Tally& tally) const {
    const TallyLayout& layout = tally.layout();
    for (int network = 0; network < layout.n_networks(); ++network) {
        const auto* from = reinterpret_cast<const std::uint8_t*>(
            host_kill_words_.data() + static_cast<std::size_t>(network) * kill_words_per_network(layout));
        for (std::uint8_t& byte : tally.kill_bits(network)) {
            byte |= *from++;
        }
    }
}

void DeviceTally::add_to(Tally& tally) const {
    add_plain_to(tally);
    const unsigned long long* bins = host_bins_.data();
    for (std::size_t i = 0; i < tally.layout().n_histograms(); ++i) {
        const UsedRange& range = host_ranges_.data()[i];
        for (std::int64_t& count : tally.use_bins(i, {range.first, range.first + range.n})) {
            count += static_cast<std::int64_t>(*bins++);
        }
    }
    add_kill_bits_to(tally);
}

Summaries DeviceTally::summarize_to(Tally& tally) const {
    add_plain_to(tally);
    add_kill_bits_to(tally);
    const HistogramSummary* summaries = host_summaries_.data();
    return {{summaries, summaries + tally.layout().n_histograms()},
            digest_without_histograms(tally) + host_digest_.data()[0]};
}

}  // namespace killshot::cuda
