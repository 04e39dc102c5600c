/// [run]: plain values, most of which all scenarios of a run share.
#pragma once

#include <toml++/toml.h>

#include "scenario/layer.hpp"

namespace killshot {

RunLayer read_run(const toml::table& table, const Source& source, Problems& problems);

}  // namespace killshot
