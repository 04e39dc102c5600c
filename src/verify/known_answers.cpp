#include "verify/known_answers.hpp"

#include <map>
#include <mutex>
#include <stdexcept>
#include <string>

// Embeds a file of the folder KILLSHOT_KNOWN_ANSWERS in the read-only data, between two symbols.
#define KS_INCLUDE_FILE(name)                         \
    asm(".pushsection .rodata\n"                      \
        "killshot_" #name                             \
        "_begin:\n"                                   \
        ".incbin \"" KILLSHOT_KNOWN_ANSWERS "/" #name \
        ".json\"\n"                                   \
        "killshot_" #name                             \
        "_end:\n"                                     \
        ".popsection\n");                             \
    extern "C" const char killshot_##name##_begin[], killshot_##name##_end[]

KS_INCLUDE_FILE(draft_base);
KS_INCLUDE_FILE(draft_stress);
KS_INCLUDE_FILE(trace_base);
KS_INCLUDE_FILE(trace_stress);

namespace killshot {
namespace {

struct File {
    std::string_view name;
    const char *begin, *end;
};

const File files[] = {
    {"draft_base", killshot_draft_base_begin, killshot_draft_base_end},
    {"draft_stress", killshot_draft_stress_begin, killshot_draft_stress_end},
    {"trace_base", killshot_trace_base_begin, killshot_trace_base_end},
    {"trace_stress", killshot_trace_stress_begin, killshot_trace_stress_end},
};

}  // namespace

const nlohmann::json& known_answers(std::string_view name) {
    static std::mutex parsing;
    static std::map<std::string_view, nlohmann::json> parsed;
    const std::scoped_lock lock(parsing);
    for (const File& file : files) {
        if (file.name != name) continue;
        const auto found = parsed.find(file.name);
        return found != parsed.end() ? found->second : parsed[file.name] = nlohmann::json::parse(file.begin, file.end);
    }
    throw std::out_of_range("known answers have no file named \"" + std::string(name) + '"');
}

}  // namespace killshot
