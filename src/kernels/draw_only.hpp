/// Lower bounds of a run's cost: the time it would take only to draw, and only to draw and to call exp and log.
#pragma once

#include "kernels/counts.hpp"
#include "kernels/lane_arrays.hpp"
#include "killshot/random/draws.hpp"
#include "killshot/random/pack_words.hpp"

namespace killshot::kernels {
namespace {

/// Draws every number that the model would draw. They are mixed into n_killed[0], so that the compiler can omit none.
/// With functions, it also calls exp and log of the numbers drawn as often as a step always does: for each network, exp
/// of its weight, its contestable and local demand, its GPUs, its price and its token price, and log of its subsidy;
/// for each list price, exp of two rates.
template <class R, bool with_functions>
KS_INLINE void draw_only(const Job& job) {
    constexpr int width = Lanes<R>::width;
    const ScenarioTable<float>& table = *job.table;
    UIntOf<R> mixed = UIntOf<R>(0);
    const auto mix = [&mixed](R drawn) { mixed = mixed + as_uint(bits_of(drawn)); };
    for (std::int64_t done = 0; done < job.n_paths; done += width) {
        const PathWords<R> words = path_words<R>(job.first_path + done, job.seed);
        for (std::uint32_t k = 0; k < static_cast<std::uint32_t>(table.n_steps); ++k) {
            SectorDraws<R> sector;
            draw(sector, words, k);
            const R of_the_sector[] = {sector.z_market,        sector.z_pace,          sector.z_markup,
                                       sector.z_demand,        sector.z_crypto,        sector.z_tokens,
                                       sector.u_crypto_regime, sector.u_market_regime, sector.u_progress,
                                       sector.u_list[0],       sector.u_list[1],       sector.u_list[2]};
            for (const R& drawn : of_the_sector) {
                mix(drawn);
            }
            if constexpr (with_functions) {
                for (int j = 0; j < hyperscalers; ++j) {
                    mix(exp(sector.u_list[j]));
                    mix(exp(-sector.u_list[j]));
                }
            }
            for (int i = 0; i < table.n_networks; ++i) {
                NetworkDraws<R> network;
                draw(network, words, k, i);
                mix(network.z_token);
                mix(network.z_local);
                mix(network.u_adoption);
                mix(network.u_supply);
                if constexpr (with_functions) {
                    const R drawn[] = {network.z_token, network.z_local, network.u_adoption};
                    for (const R& one : drawn) {
                        mix(exp(one));
                        mix(exp(-one));
                    }
                    mix(log(network.u_supply));
                }
            }
        }
    }
    Ints<R> lanes;
    store(lanes.lane, as_int(mixed));
    for (const std::int32_t lane : lanes.lane) {
        *job.counts[Row::n_killed] += lane;
    }
}

}  // namespace
}  // namespace killshot::kernels
