#include "support/lane_functions.hpp"

namespace killshot::test {

LaneTypeList baseline_lane_types() {
    static constexpr LaneType types[] = {
        lane_type<float>("float", "scalar"),
        lane_type<Pack<4>>("pack4", "sse"),
        lane_type<Pair<Pack<4>>>("pair_of_pack4", "sse"),
    };
    return {types, sizeof types / sizeof types[0]};
}

}  // namespace killshot::test
