/// Kinds of operations, by the execution units that they occupy.
#pragma once

#include <cstdint>

namespace killshot::bench {

/// multiply: products, multiply-adds and comparisons. add: additions, minimum and maximum, shifts and conversions.
/// logic: additions of integers, bit operations and selections.
enum class Kind : std::uint8_t { multiply, add, logic, divide, root, count_ };
inline constexpr int n_kinds = static_cast<int>(Kind::count_);
inline constexpr const char* kind_names[n_kinds] = {"multiply", "add", "logic", "divide", "root"};

}  // namespace killshot::bench
