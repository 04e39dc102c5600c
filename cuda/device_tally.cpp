#include "device_tally.hpp"

#include <bit>
#include <span>

namespace killshot::cuda {

namespace {

static_assert(std::endian::native == std::endian::little, "kill_bits are bytes on the host and words on the card");

std::size_t kill_words_per_network(const TallyLayout& layout) { return (layout.kill_bytes() + 3) / 4; }

std::size_t n_kill_words(const TallyLayout& layout) {
    return kill_words_per_network(layout) * static_cast<std::size_t>(layout.n_networks());
}

}  // namespace

void DeviceTally::reserve(const TallyLayout& layout) {
    const std::size_t n_histograms = layout.n_histograms();
    counts_.reserve(layout.size());
    kill_words_.reserve(n_kill_words(layout));
    for (DeviceArray<std::int32_t>* of_histogram : {&first_bin_, &n_bins_, &offset_}) {
        of_histogram->reserve(n_histograms);
    }
    host_plain_.reserve(layout.n_plain());
    host_bins_.reserve(n_histograms * histogram::n_bins);
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

void DeviceTally::fetch(const TallyLayout& layout, const Stream& stream) {
    const auto copy = [&](auto* to, const auto* from, std::size_t n) {
        check(cudaMemcpyAsync(to, from, n * sizeof(*from), cudaMemcpyDeviceToHost, stream.get()),
              "copying the counts to the host");
    };
    copy(host_plain_.data(), counts_.data(), layout.n_plain());
    copy(host_kill_words_.data(), kill_words_.data(), n_kill_words(layout));
    pack({counts_.data() + layout.n_plain(), static_cast<std::int32_t>(layout.n_histograms()), first_bin_.data(),
          n_bins_.data(), offset_.data(), host_ranges_.data(), host_bins_.data()},
         scratch_, stream.get());
}

void DeviceTally::add_to(Tally& tally) const {
    const TallyLayout& layout = tally.layout();
    const auto add = [](std::span<std::int64_t> to, const unsigned long long* from) {
        for (std::int64_t& count : to) {
            count += static_cast<std::int64_t>(*from++);
        }
        return from;
    };
    add(tally.plain(), host_plain_.data());
    const unsigned long long* bins = host_bins_.data();
    for (std::size_t i = 0; i < layout.n_histograms(); ++i) {
        const UsedRange& range = host_ranges_.data()[i];
        bins = add(tally.use_bins(i, {range.first, range.first + range.n}), bins);
    }
    for (int network = 0; network < layout.n_networks(); ++network) {
        const auto* from = reinterpret_cast<const std::uint8_t*>(
            host_kill_words_.data() + static_cast<std::size_t>(network) * kill_words_per_network(layout));
        for (std::uint8_t& byte : tally.kill_bits(network)) {
            byte |= *from++;
        }
    }
}

}  // namespace killshot::cuda
