#include "inputs/parameters.hpp"

#include <algorithm>
#include <array>
#include <type_traits>

#include <fmt/format.h>

namespace killshot {
namespace {

// In the order of Member's alternatives.
constexpr std::array<Section, std::variant_size_v<Member>> member_sections{
    Section::sector,    Section::sector,  Section::sector,   Section::correlation, Section::kill_shot,
    Section::kill_shot, Section::network, Section::emission, Section::unlock,      Section::emission_cut};

template <class Class, class Field>
constexpr std::size_t field_size(Field Class::*) {
    if constexpr (std::is_arithmetic_v<Field>)
        return 1;
    else
        return std::tuple_size_v<Field>;
}

}  // namespace

std::string text_of(const Range& range) {
    return fmt::format("{}{}, {}{}", range.min_open ? '(' : '[', range.min, range.max, range.max_open ? ')' : ']');
}

Section section_of(const ParameterSpec& spec) { return member_sections.at(spec.member.index()); }

std::string_view section_name(Section section) {
    switch (section) {
        case Section::sector:
            return "sector";
        case Section::correlation:
            return "correlation";
        case Section::kill_shot:
            return "kill_shot";
        case Section::emission:
            return "emission";
        case Section::unlock:
            return "unlocks";
        case Section::emission_cut:
            return "emission_cuts";
        case Section::network:
            break;
    }
    return "";
}

bool is_bool(const ParameterSpec& spec) {
    return std::visit([]<class Field, class Class>(Field Class::*) { return std::is_same_v<Field, bool>; },
                      spec.member);
}

std::size_t size_of(const ParameterSpec& spec) {
    return std::visit([](auto member) { return field_size(member); }, spec.member);
}

const ParameterSpec& spec_of(const Member& member) {
    return *std::ranges::find(parameter_table(), member, &ParameterSpec::member);
}

const ParameterSpec* find_spec(Section section, std::string_view name) {
    const auto found = std::ranges::find_if(
        parameter_table(), [&](const ParameterSpec& spec) { return spec.name == name && section_of(spec) == section; });
    return found == parameter_table().end() ? nullptr : &*found;
}

}  // namespace killshot
