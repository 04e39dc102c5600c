/// A fixture that runs for every lane type and skips those that this machine cannot run.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "backend/cpu.hpp"
#include "killshot/backend.hpp"
#include "support/lane_types.hpp"

namespace killshot::test {

inline std::vector<const LaneType*> lane_types() {
    std::vector<const LaneType*> all;
    for (const LaneTypeList& list : {baseline_lane_types(), avx2_lane_types(), avx512_lane_types()})
        for (std::size_t i = 0; i < list.size; ++i) all.push_back(list.first + i);
    return all;
}

/// The reference: one path at a time on any machine.
inline const LaneType& one_lane() { return *baseline_lane_types().first; }

class EveryLaneType : public testing::TestWithParam<const LaneType*> {
  protected:
    void SetUp() override {
        const std::vector<std::string_view> usable = usable_isas();
        if (std::ranges::find(usable, std::string_view(GetParam()->isa)) == usable.end())
            GTEST_SKIP() << "this machine cannot run " << GetParam()->isa;
    }

    [[nodiscard]] static const LaneType& lanes() { return *GetParam(); }
    [[nodiscard]] static std::size_t width() { return static_cast<std::size_t>(GetParam()->width); }

    /// out[i] = operation(a[i], b[i], c[i]) with `type`; the inputs are padded to whole blocks.
    static std::vector<std::uint32_t> apply(const LaneType& type, Operation operation, std::vector<std::uint32_t> a,
                                            std::vector<std::uint32_t> b, std::vector<std::uint32_t> c) {
        const std::size_t n = a.size(), padded = (n + widest_lanes - 1) / widest_lanes * widest_lanes;
        for (std::vector<std::uint32_t>* in : {&a, &b, &c}) in->resize(padded);
        std::vector<std::uint32_t> out(padded);
        type.apply(operation, a.data(), b.data(), c.data(), out.data(), padded);
        out.resize(n);
        return out;
    }
};

inline std::string name_of_lane_type(const testing::TestParamInfo<const LaneType*>& info) { return info.param->name; }

}  // namespace killshot::test
