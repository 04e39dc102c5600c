// Opens a result, reads each of its scenarios and makes the texts and the JSON of `killshot show`. The HDF5 library may
// crash on an input in the child process that checks it, but nowhere else.
#include "fuzz/fuzz_support.hpp"
#include "report/batch_summary.hpp"
#include "report/json.hpp"
#include "report/result_json.hpp"
#include "report/show.hpp"
#include "report/summary.hpp"
#include "results/reader.hpp"

namespace {

void read_all(const std::string& path) {
    const killshot::ResultFile file(path);
    for (int n = 0; n < static_cast<int>(file.header().scenarios.size()); ++n) {
        killshot::fuzz::expect_only_errors([&] {
            static_cast<void>(killshot::summary_to_text(killshot::summarize(file, n, "")));
            static_cast<void>(killshot::json_text(killshot::scenario_to_json(file, n, ""), 1));
            static_cast<void>(file.kill_bits(n));
        });
    }
    static_cast<void>(killshot::batch_to_text(killshot::summarize_batch(file)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const killshot::TemporaryFolder folder("killshot-fuzz-result");
    const std::string path = folder.file("fuzz.h5");
    killshot::fuzz::write_bytes(path, killshot::fuzz::text_of(data, size));
    killshot::fuzz::expect_only_errors([&] { read_all(path); });
    return 0;
}
