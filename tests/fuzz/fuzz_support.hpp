/// What the fuzzers share: the input as a file, and the rule that an error must not contain what a terminal obeys.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "files/temporary_folder.hpp"
#include "killshot/error.hpp"

namespace killshot::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

inline void write_bytes(const std::filesystem::path& file, std::string_view bytes) {
    std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

[[noreturn]] inline void fail(std::string_view why) {
    fmt::print(stderr, "{}\n", why);
    std::abort();
}

/// Runs `work`, which may throw an Error that says something and is safe to print, and nothing else.
template <class Work>
void expect_only_errors(const Work& work) {
    try {
        work();
    } catch (const Error& error) {
        const std::string_view text = error.what();
        if (text.empty()) fail("an error says nothing");
        for (const char c : text)
            if ((static_cast<unsigned char>(c) < 0x20U && c != '\n') || c == '\x7f')
                fail("an error contains a control character");
    }
}

}  // namespace killshot::fuzz
