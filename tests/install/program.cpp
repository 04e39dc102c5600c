// A program outside this repository, as killshot/killshot.hpp describes it: prints each network's P(kill) as JSON.
#include <cstdlib>
#include <iostream>

#include <killshot/killshot.hpp>

int main(int argc, char** argv) try {
    if (argc != 3) throw killshot::Error("usage: program SCENARIO PATHS");
    killshot::Scenario scenario = killshot::read_scenario(argv[1]);
    scenario.paths = std::atoll(argv[2]);
    const killshot::BackendChoice chosen = killshot::make_backend("cpu");
    const killshot::Result result = killshot::run(scenario, *chosen.backend);
    std::cout.precision(17);
    const char* separator = "{";
    for (const killshot::KillShot& network : result.networks) {
        std::cout << separator << '"' << network.network << "\": [" << network.n_killed << ", " << network.p_kill
                  << ", " << network.low << ", " << network.high << "]";
        separator = ", ";
    }
    std::cout << "}\n";
    return 0;
} catch (const killshot::Error& error) {
    std::cerr << error.what() << '\n';
    return killshot::Error::exit_code;
}
