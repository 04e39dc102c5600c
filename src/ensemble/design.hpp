/// The uniforms of a design: the point of each draw in the unit cube of the beliefs.
///
/// Philox with the run's key and counter (draw, dimension, attempt, 1); the last word is 0 for paths. Attempt 0 is
/// the design's point, later attempts are independent uniforms. Sobol': the sequence from the origin on, shifted by
/// one uniform per dimension (Cranley & Patterson 1976). Latin hypercube: a draw's stratum is the rank of its random
/// word among those of all draws (McKay, Beckman & Conover 1979). Verified by tests/ensemble/design_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace killshot {

enum class DesignKind : std::uint8_t { latin_hypercube, sobol, monte_carlo };

/// In the order of the enumeration.
inline constexpr std::array<std::string_view, 3> design_names{"latin_hypercube", "sobol", "monte_carlo"};

/// Boost has direction numbers for no more.
inline constexpr std::uint32_t most_sobol_dimensions = 3667;

class Design {
  public:
    Design() = default;
    /// dimensions: those that are drawn, ascending; for sobol, less than most_sobol_dimensions.
    Design(DesignKind kind, std::int64_t draws, std::vector<std::uint32_t> dimensions, std::uint64_t seed);

    [[nodiscard]] std::int64_t draws() const { return draws_; }
    [[nodiscard]] std::span<const std::uint32_t> dimensions() const { return dimensions_; }

    /// Strictly inside (0, 1), one for each of dimensions().
    [[nodiscard]] std::vector<double> uniforms(std::int64_t draw, int attempt) const;

  private:
    void place_in_strata();
    void place_by_sobol();
    std::uint32_t& point(std::size_t draw, std::size_t column) { return points_[draw * dimensions_.size() + column]; }

    DesignKind kind_{};
    std::int64_t draws_ = 0;
    std::vector<std::uint32_t> dimensions_;
    std::uint64_t seed_ = 0;
    std::vector<std::uint32_t> points_;  // one row per draw: strata, or Sobol' integers of 32 bits
    std::vector<std::uint32_t> shifts_;  // of Sobol' points, modulo 2^32
};

}  // namespace killshot
