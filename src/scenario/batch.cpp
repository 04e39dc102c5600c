#include "killshot/scenario/batch.hpp"

#include <utility>

#include "reading.hpp"
#include "variants.hpp"

namespace killshot {

struct Batch::State {
    Scenario base;
    std::vector<std::string> names;  // of the variants
    std::vector<Scenario> variants;
};

Batch::Batch(std::shared_ptr<const State> state) : state_(std::move(state)) {}

std::int64_t Batch::size() const { return static_cast<std::int64_t>(state_->variants.size()); }

const Scenario& Batch::base() const { return state_->base; }

std::span<const Scenario> Batch::variants() const { return state_->variants; }

std::string Batch::name(std::int64_t n) const { return state_->names.at(static_cast<std::size_t>(n)); }

Scenario Batch::scenario(std::int64_t n) const { return state_->variants.at(static_cast<std::size_t>(n)); }

void Batch::set_seed(std::uint64_t seed) {
    auto changed = std::make_shared<State>(*state_);
    changed->base.seed = seed;
    for (Scenario& variant : changed->variants) variant.seed = seed;
    state_ = std::move(changed);
}

void Batch::set_paths(std::int64_t paths) {
    auto changed = std::make_shared<State>(*state_);
    changed->base.paths = paths;
    for (Scenario& variant : changed->variants) variant.paths = paths;
    state_ = std::move(changed);
}

Batch read_batch(const std::filesystem::path& file, const std::vector<std::string>& overrides) {
    Reading reading(file, overrides);
    const std::vector<Variant> variants = read_variants(reading);
    auto state = std::make_shared<Batch::State>();
    state->base = reading.resolve({});
    for (const Variant& variant : variants) {
        state->names.push_back(variant.name);
        state->variants.push_back(reading.resolve(variant.layers));
    }
    reading.problems().throw_if_any();
    if (variants.empty()) {
        state->names = {state->base.name};
        state->variants = {state->base};
    }
    return Batch(std::move(state));
}

}  // namespace killshot
