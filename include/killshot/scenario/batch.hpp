/// The scenarios of a run: what the named variants of a file multiply to, made one at a time.
///
/// Order: variants outermost. A file without [[scenario]] is one scenario, that of the file. A [[scenario]] may name
/// another scenario file as its base: it then takes what that file lays over the files that both inherit from.
/// [[scenario]] tables are those of the file that was asked for; they are not inherited.
/// Verified by tests/scenario/batch_test.cpp and by the batches of tests/scenario/bad.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "killshot/scenario/scenario.hpp"

namespace killshot {

/// A copy is cheap and shares what was read. All but set_seed and set_paths may be called from any thread.
class Batch {
  public:
    /// At least 1.
    [[nodiscard]] std::int64_t size() const;

    /// What all scenarios share: name, start, horizon, networks, seed, confidence, files, overrides. Its numbers are
    /// those of the file without its variants.
    [[nodiscard]] const Scenario& base() const;

    /// The scenarios of the variants.
    [[nodiscard]] std::span<const Scenario> variants() const;

    /// "price_war": unique in the batch.
    [[nodiscard]] std::string name(std::int64_t n) const;

    /// Made when asked for, the same each time. Throws Error when scenario n contradicts itself.
    [[nodiscard]] Scenario scenario(std::int64_t n) const;

    /// What the command line says of every scenario, base included.
    void set_seed(std::uint64_t seed);
    void set_paths(std::int64_t paths);

  private:
    struct State;
    explicit Batch(std::shared_ptr<const State> state);
    friend Batch read_batch(const std::filesystem::path& file, const std::vector<std::string>& overrides);

    std::shared_ptr<const State> state_;
};

/// overrides: arguments of --set, which have the last word over every variant. Throws Error with every problem, one per
/// line.
[[nodiscard]] Batch read_batch(const std::filesystem::path& file, const std::vector<std::string>& overrides);

}  // namespace killshot
