/// Parameters for tests that run in every order of the threads.
#pragma once

#include <array>
#include <string>

#include <gtest/gtest.h>

#include "machine.hpp"

namespace cuda_on_cpu::test {

inline auto every_order() { return testing::Values(Order::forward, Order::backward, Order::shuffled); }

inline std::string name_of(const testing::TestParamInfo<Order>& info) {
    constexpr std::array names = {"forward", "backward", "shuffled"};
    return names[static_cast<std::size_t>(info.param)];
}

}  // namespace cuda_on_cpu::test
