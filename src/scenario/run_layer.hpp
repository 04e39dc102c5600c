/// [run]: plain values that every scenario of a run shares.
#pragma once

#include <toml++/toml.h>

#include "scenario/layer.hpp"

namespace killshot {

RunLayer read_run(const toml::table& table, const Source& source, Problems& problems);

}  // namespace killshot
