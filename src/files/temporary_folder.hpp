/// A new folder in the system's temporary folder, deleted with its owner.
#pragma once

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace killshot {

class TemporaryFolder {
  public:
    /// purpose: the beginning of its name. Throws std::filesystem::filesystem_error where it cannot be created.
    explicit TemporaryFolder(const std::string& purpose)
        : path_((std::filesystem::temp_directory_path() / (purpose + "-XXXXXX")).string()) {
        if (mkdtemp(path_.data()) == nullptr)
            throw std::filesystem::filesystem_error("no temporary folder", path_,
                                                    std::error_code(errno, std::generic_category()));
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string file(const std::string& name) const { return path_ + '/' + name; }

  private:
    std::string path_;
};

}  // namespace killshot
