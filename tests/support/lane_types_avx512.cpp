#include "support/lane_functions.hpp"

namespace killshot::test {

LaneTypeList avx512_lane_types() {
    static constexpr LaneType types[] = {
        lane_type<Pack<16>>("pack16", "avx512"),
        lane_type<Pair<Pack<16>>>("pair_of_pack16", "avx512"),
    };
    return {types, sizeof types / sizeof types[0]};
}

}  // namespace killshot::test
