/// A file that appears under its name only when it is complete.
///
/// It grows as NAME.killshot-part beside NAME, locked from the moment it is opened until it has been renamed, so that
/// two runs never write the same file. The suffix is killshot's own: an unlocked part was left by a killed run and is
/// removed, while a symbolic link, a folder or a device of that name is refused. Verified by
/// tests/files/part_file_test.cpp and, with competing and interrupted runs, by tests/run.
#pragma once

#include <string>
#include <string_view>

namespace killshot {

/// What becomes of a file that already has the name.
enum class Existing : bool { keep, replace };

class PartFile {
  public:
    /// Creates and locks an empty part. remedy: ends every error, for example "give another -o". Throws Error where
    /// another run is writing the file, where it exists and is to be kept, and where no file can be made.
    PartFile(std::string name, Existing existing, std::string remedy);
    /// Removes the part unless it is complete.
    ~PartFile();
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    static constexpr const char* suffix = ".killshot-part";

    /// A path that opens this very file, whatever has happened to the part's name.
    [[nodiscard]] std::string path_of_descriptor() const;

    /// Appends. Throws Error.
    void write(std::string_view bytes);
    /// Brings the part to the disk and gives it its name. Whoever else has it open must have closed it. Throws Error.
    void complete();

    /// Throws "NAME: cannot be written (why); remedy".
    [[noreturn]] void fail(std::string_view why) const;

    /// From now on, SIGHUP, SIGINT and SIGTERM remove the parts of this process before they end it, and a file that
    /// outgrows RLIMIT_FSIZE is an error like a full disk. Signals that the process ignores or handles stay so.
    static void remove_on_signals();

  private:
    void open();
    void remove_leftover() const;
    void require_free_name() const;
    [[nodiscard]] bool still_has_its_name() const;
    void close();

    std::string name_, part_, remedy_;
    Existing existing_;
    int descriptor_ = -1;
    bool complete_ = false;
};

}  // namespace killshot
