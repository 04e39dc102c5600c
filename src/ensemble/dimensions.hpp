/// Which dimension of a design each belief takes its uniform from.
///
/// Every number that can be drawn has a dimension, whether it has a belief or not, so that an override that fixes one
/// belief moves no other draw. The dimensions of the sector and the kill shot come first; then those of numbers that
/// networks share, where a belief that is written once has one dimension; then those of each network alone (Origin).
/// Within each block they are in the order of the parameter table. Verified by tests/ensemble/ensemble_test.cpp.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <span>

#include "inputs/parameters.hpp"
#include "killshot/scenario.hpp"

namespace killshot {

class Dimensions {
  public:
    Dimensions() = default;
    /// n_shared_files: how many files networks inherit from.
    Dimensions(int n_shared_files, std::span<const Scenario> scenarios);

    /// The dimension of a parameter of these scenarios, whatever its origin.
    [[nodiscard]] std::uint32_t dimension(const Parameter& parameter) const;
    [[nodiscard]] std::size_t size() const { return indices_.size(); }

  private:
    /// A block is the sector, a file that networks share, or a network.
    struct Slot {
        int block;
        Section section;
        std::size_t element;
        const ParameterSpec* spec;  // in the order of the table
        auto operator<=>(const Slot&) const = default;
    };
    [[nodiscard]] int block(const Parameter& parameter) const;
    static Slot slot(const Parameter& parameter, int block);

    int n_shared_ = 0;
    std::map<Slot, std::uint32_t> indices_;
};

}  // namespace killshot
