#include "support/lane_functions.hpp"

namespace killshot::test {

LaneTypeList avx2_lane_types() {
    static constexpr LaneType types[] = {
        lane_type<float>("float_with_fma", "avx2"),
        lane_type<Pack<4>>("pack4_with_fma", "avx2"),
        lane_type<Pack<8>>("pack8", "avx2"),
        lane_type<Pair<Pack<8>>>("pair_of_pack8", "avx2"),
    };
    return {types, sizeof types / sizeof types[0]};
}

}  // namespace killshot::test
