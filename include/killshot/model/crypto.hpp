/// Eq. 6: the crypto market's return, with bull and bear regimes.
#pragma once

#include "killshot/lanes/float.hpp"
#include "killshot/model/tables.hpp"

namespace killshot {

template <class R, class F>
KS_INLINE MaskOf<R> next_bull(const SectorTable<F>& table, MaskOf<R> bull, R u_crypto_regime) {
    const R leave = select(bull, R(table.bull_leave_probability), R(table.bear_leave_probability));
    return bull ^ (u_crypto_regime < leave);
}

/// The log return of this step. The drift in the table is already reduced by half the variance.
template <class R, class F>
KS_INLINE R crypto_return(const SectorTable<F>& table, MaskOf<R> bull, R z_crypto) {
    const R vol = select(bull, R(table.bull_vol_sqrt_dt), R(table.bear_vol_sqrt_dt));
    return fma(vol, z_crypto, select(bull, R(table.bull_return_dt), R(table.bear_return_dt)));
}

}  // namespace killshot
