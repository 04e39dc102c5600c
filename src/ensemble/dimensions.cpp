#include "ensemble/dimensions.hpp"

#include <algorithm>
#include <utility>

namespace killshot {
namespace {

constexpr int sector_block = -1;

}  // namespace

Dimensions::Dimensions(std::vector<std::string> shared_files, std::span<const Scenario> scenarios)
    : shared_files_(std::move(shared_files)) {
    if (shared_files_.empty()) shared_files_.emplace_back();  // the block of "*"
    const int n_shared = static_cast<int>(shared_files_.size());
    for (const Scenario& scenario : scenarios)
        for (const Parameter& parameter : scenario.parameters) {
            if (parameter.spec->scale == Scale::none) continue;
            if (parameter.network < 0) {
                indices_[slot(parameter, sector_block)];
                continue;
            }
            for (int block = 0; block < n_shared; ++block) indices_[slot(parameter, block)];
            indices_[slot(parameter, n_shared + parameter.network)];
        }
    std::uint32_t next = 0;
    for (auto& [slot, index] : indices_) index = next++;
}

std::uint32_t Dimensions::of(const Parameter& parameter) const {
    const int shared = shared_block(parameter);
    const int own = static_cast<int>(shared_files_.size()) + parameter.network;
    return indices_.at(slot(parameter, parameter.network < 0 ? sector_block : shared >= 0 ? shared : own));
}

/// -1 where the number is written for its network alone.
int Dimensions::shared_block(const Parameter& parameter) const {
    if (parameter.place.key.starts_with("networks.*.")) return 0;
    const auto file = std::ranges::find(shared_files_, parameter.place.file);
    return file == shared_files_.end() ? -1 : static_cast<int>(file - shared_files_.begin());
}

Dimensions::Slot Dimensions::slot(const Parameter& parameter, int block) {
    return {block, section_of(*parameter.spec), parameter.element, parameter.spec};
}

}  // namespace killshot
