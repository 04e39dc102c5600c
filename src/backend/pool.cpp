#include "backend/pool.hpp"

#include <condition_variable>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace killshot {

/// The backends that nobody uses.
class BackendPool::Shelf {
  public:
    Shelf(Make make, int most) : make_(std::move(make)), n_to_make_(most) {}

    std::unique_ptr<Backend> take() {
        std::unique_lock lock(mutex_);
        returned_.wait(lock, [&] { return !idle_.empty() || n_to_make_ > 0; });
        if (idle_.empty()) {
            --n_to_make_;
            lock.unlock();
            try {
                return make_();
            } catch (...) {
                lock.lock();
                ++n_to_make_;
                returned_.notify_one();
                throw;
            }
        }
        std::unique_ptr<Backend> backend = std::move(idle_.back());
        idle_.pop_back();
        return backend;
    }

    void put_back(std::unique_ptr<Backend> backend) {
        const std::scoped_lock lock(mutex_);
        idle_.push_back(std::move(backend));
        returned_.notify_one();
    }

  private:
    Make make_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Backend>> idle_;
    int n_to_make_;
};

class BackendPool::Lent final : public Backend {
  public:
    explicit Lent(std::shared_ptr<Shelf> shelf) : shelf_(std::move(shelf)) {
        const Turn turn(*shelf_);
        name_ = turn.backend->name();
        isa_ = turn.backend->isa();
        device_ = turn.backend->device();
    }

    [[nodiscard]] std::string_view name() const override { return name_; }
    [[nodiscard]] std::string_view isa() const override { return isa_; }
    [[nodiscard]] std::string device() const override { return device_; }

    void run(const ScenarioTable<float>& table, const std::vector<Stance>& stances, std::uint64_t seed, PathSlice slice,
             Tally& tally, const Progress& progress) override {
        const Turn turn(*shelf_);
        turn.backend->run(table, stances, seed, slice, tally, progress);
    }

    [[nodiscard]] Summaries summarize_run(const ScenarioTable<float>& table, const std::vector<Stance>& stances,
                                          std::uint64_t seed, PathSlice slice, const SummaryRanks& ranks, Tally& tally,
                                          const Progress& progress) override {
        const Turn turn(*shelf_);
        return turn.backend->summarize_run(table, stances, seed, slice, ranks, tally, progress);
    }

  private:
    /// A backend of the pool until it is put back.
    struct Turn {
        explicit Turn(Shelf& shelf) : shelf_of(shelf), backend(shelf.take()) {}
        ~Turn() { shelf_of.put_back(std::move(backend)); }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

        Shelf& shelf_of;
        std::unique_ptr<Backend> backend;
    };

    std::shared_ptr<Shelf> shelf_;
    std::string name_, isa_, device_;
};

BackendPool::BackendPool(Make make, int most) : shelf_(std::make_shared<Shelf>(std::move(make), most)) {}

std::unique_ptr<Backend> BackendPool::lend() const { return std::make_unique<Lent>(shelf_); }

}  // namespace killshot
