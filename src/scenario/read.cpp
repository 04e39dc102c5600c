#include "killshot/scenario.hpp"

#include "scenario/reading.hpp"

namespace killshot {

Scenario read_scenario(const std::filesystem::path& file, const std::vector<std::string>& overrides) {
    Reading reading(file, overrides);
    Scenario scenario = reading.resolve({});
    reading.problems().throw_if_any();
    return scenario;
}

}  // namespace killshot
