#include "device_tally.hpp"

#include <bit>

namespace killshot::cuda {

namespace {

static_assert(std::endian::native == std::endian::little, "kill_bits are bytes on the host and words on the card");

std::size_t kill_words_per_network(const TallyLayout& layout) { return (layout.kill_bytes() + 3) / 4; }

std::size_t n_kill_words(const TallyLayout& layout) {
    return kill_words_per_network(layout) * static_cast<std::size_t>(layout.n_networks());
}

}  // namespace

void DeviceTally::clear(const TallyLayout& layout, const Stream& stream) {
    counts_.reserve(layout.size());
    kill_words_.reserve(n_kill_words(layout));
    host_counts_.reserve(layout.size());
    host_kill_words_.reserve(n_kill_words(layout));
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
    check(cudaMemcpyAsync(host_counts_.data(), counts_.data(), layout.size() * sizeof(*counts_.data()),
                          cudaMemcpyDeviceToHost, stream.get()),
          "copying the counts to the host");
    check(cudaMemcpyAsync(host_kill_words_.data(), kill_words_.data(),
                          n_kill_words(layout) * sizeof(*kill_words_.data()), cudaMemcpyDeviceToHost, stream.get()),
          "copying the counts to the host");
}

void DeviceTally::add_to(Tally& tally) const {
    const TallyLayout& layout = tally.layout();
    for (int r = 0; r < n_rows; ++r) {
        const Row row = static_cast<Row>(r);
        const unsigned long long* from = host_counts_.data() + layout.extent(row).offset;
        for (std::int64_t& count : tally.row(row)) {
            count += static_cast<std::int64_t>(*from++);
        }
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
