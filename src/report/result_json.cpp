#include "report/result_json.hpp"

#include <nlohmann/json.hpp>

#include "report/batch_summary.hpp"
#include "report/beliefs.hpp"
#include "report/difference.hpp"
#include "report/inputs.hpp"
#include "report/show.hpp"

namespace killshot {
namespace {

using Json = nlohmann::ordered_json;

Json provenance_to_json(const Provenance& p) {
    Json files = Json::array();
    for (const auto& [path, sha256] : p.files) files.push_back({{"path", path}, {"sha256", sha256}});
    return {{"command_line", p.command_line},
            {"git", p.git},
            {"compiler", p.compiler},
            {"flags", p.flags},
            {"backend", p.backend},
            {"isa", p.isa},
            {"device", p.device},
            {"cuda", p.cuda},
            {"created_utc", p.created_utc},
            {"input_sha256", p.input_sha256},
            {"files", files}};
}

}  // namespace

Json scenario_to_json(const ResultFile& file, int scenario, const std::string& by) {
    const Summary summary = summarize(file, scenario, by);
    std::optional<BeliefSummary> beliefs;
    if (file.beliefs()) beliefs = summarize_beliefs(file, DriversOf::networks_too);
    const BeliefSummary* const drawn = beliefs ? &*beliefs : nullptr;
    Json json = summary_to_json(summary, drawn);
    if (drawn != nullptr) json["beliefs"] = beliefs_to_json(*drawn);
    json["inputs"] = inputs_to_json(file.inputs(scenario), file.header(), drawn);
    json["provenance"] = provenance_to_json(file.provenance());
    if (scenario > 0 && !file.header().failed[0])
        json["difference_from_first"] = difference_to_json(difference_from_first(file, scenario, file.kill_bits(0)));
    return json;
}

Json result_to_json(const ResultFile& file, const std::string& by) {
    if (file.header().scenarios.size() == 1) return scenario_to_json(file, 0, by);
    const BatchSummary batch = summarize_batch(file);
    Json json = batch_to_json(batch);
    if (shows_first(batch)) json["first"] = scenario_to_json(file, 0, by);
    return json;
}

}  // namespace killshot
