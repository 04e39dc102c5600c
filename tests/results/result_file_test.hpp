/// A folder for a test's files, and a result written from the sample.
#pragma once

#include <fstream>
#include <string>

#include "files/temporary_folder.hpp"
#include "results/sample.hpp"
#include "results/writer.hpp"

namespace killshot::sample {

class Folder : public TemporaryFolder {
  public:
    Folder() : TemporaryFolder("killshot-results") {}
};

inline RunMetadata metadata() {
    RunMetadata metadata;
    metadata.title = "sample";
    metadata.input = "scenarios/sample.toml";
    metadata.command_line = "killshot run scenarios/sample.toml --paths 3000";
    metadata.backend = "cpu";
    metadata.isa = "scalar";
    metadata.device = "a test";
    metadata.created_utc = "2026-11-22T08:15:00Z";
    metadata.host = "test";
    return metadata;
}

inline RunTiming timing() { return {{{"read", 0.5}, {"simulate", 2.0}, {"estimate", 0.25}}, 1.5e8, 0.125}; }

/// A file of one scenario; returns its digest.
inline std::uint64_t write_file(const std::string& path, const Scenario& scenario, const Tally& tally) {
    ResultWriter writer(path, metadata(), ResultFrame::of(scenario, tally.row(Row::paths)[0]), Existing::replace);
    writer.write_scenario(0, scenario, starts(scenario), tally);
    return writer.finish(timing());
}

inline std::string bytes_of(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace killshot::sample
