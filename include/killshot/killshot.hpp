/// The library in one include: read a scenario, run it on a backend, look at the result.
///
///     const killshot::Scenario scenario = killshot::read_scenario("scenarios/base.toml", {"sector.cut_rate=0.3"});
///     const killshot::BackendChoice chosen = killshot::make_backend("auto");
///     const killshot::Result result = killshot::run(scenario, *chosen.backend);
///     for (const killshot::KillShot& network : result.networks)
///         std::cout << network.name << ": " << network.p_kill << '\n';
///
/// tests/install/program.cpp is a complete program; find_package(killshot) provides the target killshot::killshot.
#pragma once

#include "killshot/backend.hpp"   // IWYU pragma: export
#include "killshot/error.hpp"     // IWYU pragma: export
#include "killshot/result.hpp"    // IWYU pragma: export
#include "killshot/scenario.hpp"  // IWYU pragma: export
