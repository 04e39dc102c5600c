/// NAME.part, which becomes NAME when it is whole.
#pragma once

#include <string>

namespace killshot {

/// Throws the Error that says what cannot be written, and what to do.
[[noreturn]] void fail_to_write(const std::string& path, const std::string& why);

/// Removed unless it has taken its name.
class PartFile {
  public:
    /// Makes it, empty, where no other run is writing it. Throws Error.
    explicit PartFile(std::string name);
    ~PartFile();
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::string path() const { return name_ + ".part"; }

    /// The file is closed and whole: it is synced and takes its name.
    void complete();

  private:
    std::string name_;
    bool complete_ = false;
};

}  // namespace killshot
