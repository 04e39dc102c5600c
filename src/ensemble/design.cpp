#include "ensemble/design.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include <boost/random/sobol.hpp>

#include "killshot/random/philox.hpp"

namespace killshot {
namespace {

Words<std::uint32_t> words(std::int64_t draw, std::uint32_t dimension, int attempt, std::uint64_t seed) {
    return philox4x32_10(static_cast<std::uint32_t>(draw), dimension, static_cast<std::uint32_t>(attempt), 1U,
                         static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U));
}

/// Exact, and never 0 or 1.
double uniform(std::uint32_t word) { return (word + 0.5) * 0x1p-32; }

}  // namespace

Design::Design(DesignKind kind, std::int64_t draws, std::vector<std::uint32_t> dimensions, std::uint64_t seed)
    : kind_(kind), draws_(draws), dimensions_(std::move(dimensions)), seed_(seed) {
    if (kind_ == DesignKind::monte_carlo) return;
    points_.resize(static_cast<std::size_t>(draws_) * dimensions_.size());
    kind_ == DesignKind::sobol ? place_by_sobol() : place_in_strata();
}

std::vector<double> Design::uniforms(std::int64_t draw, int attempt) const {
    std::vector<double> result(dimensions_.size());
    const auto* row = points_.empty() ? nullptr : &points_[static_cast<std::size_t>(draw) * dimensions_.size()];
    for (std::size_t i = 0; i < result.size(); ++i) {
        if (kind_ == DesignKind::sobol && attempt == 0) {
            result[i] = uniform(row[i] + shifts_[i]);
            continue;
        }
        result[i] = uniform(words(draw, dimensions_[i], attempt, seed_).w0);
        if (kind_ == DesignKind::latin_hypercube && attempt == 0)
            result[i] = (row[i] + result[i]) / static_cast<double>(draws_);
    }
    return result;
}

void Design::place_in_strata() {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> by_word(static_cast<std::size_t>(draws_));
    for (std::size_t column = 0; column < dimensions_.size(); ++column) {
        for (std::uint32_t draw = 0; draw < by_word.size(); ++draw) {
            const auto drawn = words(draw, dimensions_[column], 0, seed_);
            by_word[draw] = {std::uint64_t{drawn.w1} << 32U | drawn.w2, draw};
        }
        std::ranges::sort(by_word);
        for (std::uint32_t rank = 0; rank < by_word.size(); ++rank) point(by_word[rank].second, column) = rank;
    }
}

/// Boost skips the origin, without which the first 2^m points are not a net.
void Design::place_by_sobol() {
    if (dimensions_.empty()) return;
    for (const std::uint32_t dimension : dimensions_) shifts_.push_back(words(0, dimension, 0, seed_).w0);
    boost::random::sobol_engine<std::uint32_t, 32> engine(dimensions_.back() + 1);
    std::vector<std::uint32_t> row(dimensions_.back() + 1);
    for (std::size_t draw = 1; draw < static_cast<std::size_t>(draws_); ++draw) {
        engine.generate(row.begin(), row.end());
        for (std::size_t column = 0; column < dimensions_.size(); ++column)
            point(draw, column) = row[dimensions_[column]];
    }
}

}  // namespace killshot
