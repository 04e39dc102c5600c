/// The random-number floor: what a run would cost if it only drew.
#pragma once

#include "counts.hpp"
#include "killshot/random/draws.hpp"
#include "killshot/random/pack_words.hpp"
#include "lane_arrays.hpp"

namespace killshot::kernels {
namespace {

/// Every number that the model would draw, and nothing else: the floor under any run. They are mixed into n_killed[0],
/// so that none can be left out.
template <class R>
KS_INLINE void draw_only(const Job& job) {
    constexpr int width = Lanes<R>::width;
    const ScenarioTable<float>& table = *job.table;
    IntOf<R> mixed = IntOf<R>(0);
    const auto mix = [&mixed](R drawn) { mixed = mixed + bits_of(drawn); };
    for (std::int64_t done = 0; done < job.n_paths; done += width) {
        const PathWords<R> words = path_words<R>(job.first_path + done, job.seed);
        for (std::uint32_t k = 0; k < static_cast<std::uint32_t>(table.n_steps); ++k) {
            SectorDraws<R> sector;
            draw(sector, words, k);
            const R of_the_sector[] = {sector.z_market,        sector.z_pace,         sector.z_markup,
                                       sector.z_demand,        sector.z_crypto,       sector.u_crypto_regime,
                                       sector.u_market_regime, sector.u_breakthrough, sector.u_list[0],
                                       sector.u_list[1],       sector.u_list[2]};
            for (const R& drawn : of_the_sector) {
                mix(drawn);
            }
            for (int i = 0; i < table.n_networks; ++i) {
                NetworkDraws<R> network;
                draw(network, words, k, i);
                mix(network.z_token);
                mix(network.z_local);
                mix(network.u_adoption);
                mix(network.u_outage);
            }
        }
    }
    Ints<R> lanes;
    store(lanes.lane, mixed);
    for (const std::int32_t lane : lanes.lane) {
        *job.counts.n_killed += lane;
    }
}

}  // namespace
}  // namespace killshot::kernels
