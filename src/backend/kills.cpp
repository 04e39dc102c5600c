#include "backend/kills.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <new>

#include "backend/isa.hpp"

namespace killshot {
namespace {

/// The kernel's scratch memory, which grows with the horizon and the number of networks and is then kept.
class Scratch {
  public:
    void fit(const ScenarioTable<float>& table) {
        const auto n_floats = static_cast<std::size_t>(kernels::kill_sector_floats(table.n_steps));
        if (n_floats > n_floats_) {
            constexpr std::size_t alignment = 64;
            sectors_.reset(static_cast<float*>(std::aligned_alloc(alignment, n_floats * sizeof(float))));
            if (!sectors_) throw std::bad_alloc();
            std::fill_n(sectors_.get(), n_floats, 0.0F);
            n_floats_ = n_floats;
        }
        words_.resize(static_cast<std::size_t>(table.n_steps) * static_cast<std::size_t>(table.n_networks));
    }
    float* sectors() { return sectors_.get(); }
    std::uint32_t* words() { return words_.data(); }

  private:
    struct Free {
        void operator()(float* memory) const { std::free(memory); }
    };
    std::unique_ptr<float, Free> sectors_;
    std::size_t n_floats_ = 0;
    std::vector<std::uint32_t> words_;
};

Kills kills_of(const std::vector<std::int64_t>& n_kill, kernels::KillDate date, std::size_t n_networks,
               std::int64_t n_killed_squared) {
    const auto first = n_kill.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(date) * n_networks);
    return {{first, first + static_cast<std::ptrdiff_t>(n_networks)}, n_killed_squared};
}

}  // namespace

KillCounter make_kill_counter(std::string_view isa) {
    const kernels::KillKernel kernel = find_isa(isa).kernels.count_kills;
    return
        [kernel, scratch = std::make_shared<Scratch>()](const ScenarioTable<float>& table, const KillRequest& request) {
            using kernels::KillDate;
            const auto n_networks = static_cast<std::size_t>(table.n_networks);
            KillCounts counts;
            std::vector<std::int64_t> n_kill(kernels::n_kill_dates * n_networks);
            std::int64_t n_killed_squared[kernels::n_kill_dates] = {};
            scratch->fit(table);
            kernel({&table, request.seed, request.first_path, request.n_paths, request.step_2027, &counts.n_K1_held,
                    n_kill.data(), n_killed_squared, scratch->sectors(), scratch->words()});
            counts.by_horizon = kills_of(n_kill, KillDate::horizon, n_networks, n_killed_squared[0]);
            counts.by_2027 = kills_of(n_kill, KillDate::end_2027, n_networks, n_killed_squared[1]);
            return counts;
        };
}

}  // namespace killshot
