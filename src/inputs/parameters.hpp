/// The parameter table: each number of a scenario once, with its unit, physical range, meaning and field of Inputs.
///
/// The reader, --set, the resolved JSON, the result's /parameters and docs/parameters.md all come from this table. Its
/// order is that of Scenario::parameters and of a design's dimensions.
/// Verified by tests/inputs/parameters_test.cpp: every field of Inputs is in it once, and every name is unique.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "killshot/inputs.hpp"
#include "killshot/scenario.hpp"

namespace killshot {

/// Values for which the equations are meaningful. Both ends are finite, so infinities and NaN are never inside.
struct Range {
    double min{}, max{};
    bool min_open = false, max_open = false;

    /// False for NaN.
    constexpr bool contains(double value) const {
        return (min_open ? value > min : value >= min) && (max_open ? value < max : value <= max);
    }
};

/// "(0, 1]"
std::string text_of(const Range& range);

/// The table of a scenario file that a parameter belongs to; those from `network` on are in networks' files.
enum class Section : std::uint8_t { sector, correlation, kill_shot, network, emission, unlock, emission_cut };

using HyperscalerValues = std::array<double, n_hyperscalers>;
using CorrelationMatrix = std::array<double, std::size_t{n_sector_factors} * n_sector_factors>;

/// A parameter's field of Inputs. The type determines its section, and whether it is a boolean or an array.
using Member =
    std::variant<double SectorInputs::*, bool SectorInputs::*, HyperscalerValues SectorInputs::*,
                 CorrelationMatrix Inputs::*, double KillShotInputs::*, bool KillShotInputs::*, double NetworkInputs::*,
                 double EmissionInputs::*, double UnlockTranche::*, double EmissionCut::*>;

/// The archetypes whose [emission] has a parameter.
class ArchetypeSet {
  public:
    constexpr ArchetypeSet() = default;
    constexpr ArchetypeSet(std::initializer_list<Archetype> members) {
        for (const Archetype archetype : members) bits_ |= bit(archetype);
    }
    constexpr bool contains(Archetype archetype) const { return (bits_ & bit(archetype)) != 0; }

  private:
    static constexpr std::uint32_t bit(Archetype archetype) { return 1U << static_cast<unsigned>(archetype); }
    std::uint32_t bits_ = 0;
};

/// What a file has to give: a number with its unit, status and source; a plain number (in a schedule, whose tokens have
/// the provenance); or nothing, in which case the number is 0.
enum class Requirement : std::uint8_t { provenance, number, nothing };

/// In the order of the enumeration.
inline constexpr std::array<std::string_view, 4> scale_names{"none", "plain", "log", "logit"};

struct ParameterSpec {
    std::string_view name;  // without its section: "cut_rate"
    std::string_view unit;
    Range range;
    Scale scale = Scale::none;  // of a belief, unless the entry names another
    Member member;
    std::string_view meaning;   // one sentence without a full stop, with Eq. n
    ArchetypeSet archetypes{};  // of Section::emission
    Requirement requirement = Requirement::provenance;
};

/// Every parameter, section by section.
std::span<const ParameterSpec> parameter_table();

Section section_of(const ParameterSpec& spec);

/// "sector", "kill_shot"; for a network's parameters, what precedes the name: "", "emission", "unlocks".
std::string_view section_name(Section section);

/// Unlocks and emission cuts: lists of tables, which replace the inherited list whole.
constexpr bool is_schedule(Section section) { return section == Section::unlock || section == Section::emission_cut; }

bool is_bool(const ParameterSpec& spec);

/// How many numbers the parameter has: 1, one per hyperscaler, or the 5 x 5 matrix.
std::size_t size_of(const ParameterSpec& spec);

/// Whether issuance ends at the network's max_supply.
constexpr bool uses_supply_cap(Archetype archetype) {
    return archetype == Archetype::halving_by_supply || archetype == Archetype::pow_decay;
}

/// The row of this field of Inputs.
const ParameterSpec& spec_of(const Member& member);

/// Null if the section has no such parameter.
const ParameterSpec* find_spec(Section section, std::string_view name);

/// Shocks in the order of the correlation matrix.
inline constexpr std::array<std::string_view, n_sector_factors> sector_factor_names{"market", "pace", "markup",
                                                                                    "demand", "crypto"};

/// The text of docs/parameters.md.
std::string parameters_page();

}  // namespace killshot
