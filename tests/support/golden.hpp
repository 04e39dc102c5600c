/// Texts that are kept in the tree as a program gave them when they were last reviewed. `scripts/renew_golden.sh` runs
/// the tests that compare with one, and has them write what the program gives now.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace killshot {

inline bool updating_golden() {
    const char* update = std::getenv("KILLSHOT_UPDATE_GOLDEN");
    return update != nullptr && std::string_view(update) == "1";
}

/// The lines in which two texts differ.
inline std::string difference(const std::string& expected, const std::string& got) {
    const auto lines_of = [](const std::string& text) {
        std::vector<std::string> lines;
        std::istringstream stream(text);
        for (std::string line; std::getline(stream, line);) lines.push_back(line);
        return lines;
    };
    std::vector<std::string> left = lines_of(expected), right = lines_of(got);
    const std::size_t n = std::max(left.size(), right.size());
    left.resize(n);
    right.resize(n);
    std::string text;
    for (std::size_t i = 0; i < n; ++i)
        if (left[i] != right[i]) text += std::to_string(i + 1) + ":\n- " + left[i] + "\n+ " + right[i] + "\n";
    return text;
}

/// Fails where a file of the tree differs from `got`, or writes it when golden values are being renewed.
inline void expect_golden(const std::filesystem::path& file, const std::string& got) {
    if (updating_golden()) std::ofstream(file, std::ios::binary) << got;
    std::ifstream stream(file, std::ios::binary);
    ASSERT_TRUE(stream) << file << " cannot be read";
    const std::string expected{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_TRUE(expected == got) << file << " differs:\n"
                                 << difference(expected, got)
                                 << "if the change is intended, run scripts/renew_golden.sh";
}

}  // namespace killshot
