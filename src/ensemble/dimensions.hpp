/// Which dimension of a design each belief takes its uniform from.
///
/// Every number that can be drawn has a dimension, whether it has a belief or not: so an override that fixes one belief
/// moves no other draw. The order is that of the parameter table: the sector and the kill shot; then what networks
/// share (written in a file that they inherit from, or under "*"), where a belief that is written once has one
/// dimension; then network by network what is written for that network alone. Verified by
/// tests/scenario/batch_test.cpp.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "inputs/parameters.hpp"
#include "killshot/scenario.hpp"

namespace killshot {

class Dimensions {
  public:
    Dimensions() = default;
    /// shared_files: the files that networks inherit from.
    Dimensions(std::vector<std::string> shared_files, std::span<const Scenario> scenarios);

    /// Of a parameter that `scenarios` have, or that is written elsewhere.
    [[nodiscard]] std::uint32_t of(const Parameter& parameter) const;
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
    [[nodiscard]] int shared_block(const Parameter& parameter) const;
    static Slot slot(const Parameter& parameter, int block);

    std::vector<std::string> shared_files_;
    std::map<Slot, std::uint32_t> indices_;
};

}  // namespace killshot
