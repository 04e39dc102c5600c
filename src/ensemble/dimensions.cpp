#include "ensemble/dimensions.hpp"

#include <algorithm>

namespace killshot {
namespace {

constexpr int sector_block = -1;

}  // namespace

// Numbers under [networks."*"] are in block 0, which is there even if networks inherit from no file.
Dimensions::Dimensions(int n_shared_files, std::span<const Scenario> scenarios)
    : n_shared_(std::max(1, n_shared_files)) {
    for (const Scenario& scenario : scenarios)
        for (const Parameter& parameter : scenario.parameters) {
            if (parameter.id.spec->scale == Scale::none) continue;
            if (parameter.id.network < 0) {
                indices_[slot(parameter, sector_block)];
                continue;
            }
            for (int block = 0; block < n_shared_; ++block) indices_[slot(parameter, block)];
            indices_[slot(parameter, n_shared_ + parameter.id.network)];
        }
    std::uint32_t next = 0;
    for (auto& [slot, index] : indices_) index = next++;
}

std::uint32_t Dimensions::dimension(const Parameter& parameter) const {
    return indices_.at(slot(parameter, block(parameter)));
}

int Dimensions::block(const Parameter& parameter) const {
    switch (parameter.origin.scope) {
        case Origin::Scope::sector:
            return sector_block;
        case Origin::Scope::shared_by_networks:
            return parameter.origin.file;
        case Origin::Scope::one_network:
            break;
    }
    return n_shared_ + parameter.id.network;
}

Dimensions::Slot Dimensions::slot(const Parameter& parameter, int block) {
    return {block, section_of(*parameter.id.spec), parameter.id.element, parameter.id.spec};
}

}  // namespace killshot
