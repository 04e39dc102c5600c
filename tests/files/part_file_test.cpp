// A part file: complete or not there, and never at the cost of another file.
#include "files/part_file.hpp"

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "files/temporary_folder.hpp"
#include "killshot/error.hpp"

namespace killshot::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void put(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

class PartFileTest : public testing::Test {
  protected:
    [[nodiscard]] std::string write(const std::string& text, Existing existing = Existing::keep) const {
        try {
            PartFile part(name, existing, "give another");
            part.write(text);
            part.complete();
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    }

    TemporaryFolder folder{"killshot-part"};
    const std::string name = folder.file("a.h5"), part_name = name + PartFile::suffix;
};

TEST_F(PartFileTest, AppearsWhenItIsComplete) {
    {
        PartFile part(name, Existing::keep, "give another");
        part.write("half");
        EXPECT_FALSE(fs::exists(name));
        EXPECT_EQ(text_of(part_name), "half");
        part.write(" and half");
        part.complete();
        EXPECT_EQ(text_of(name), "half and half");
    }
    EXPECT_TRUE(fs::exists(name));
    EXPECT_FALSE(fs::exists(part_name));
}

TEST_F(PartFileTest, IsRemovedUnlessItIsComplete) {
    put(name, "older");
    { PartFile(name, Existing::replace, "give another").write("newer"); }
    EXPECT_FALSE(fs::exists(part_name));
    EXPECT_EQ(text_of(name), "older");
}

TEST_F(PartFileTest, ReplacesAnExistingFileOnlyWhereItMay) {
    EXPECT_EQ(write("first"), "");
    EXPECT_EQ(write("second"), name + ": cannot be written (it exists already); give another");
    EXPECT_EQ(text_of(name), "first");
    EXPECT_EQ(write("third", Existing::replace), "");
    EXPECT_EQ(text_of(name), "third");
}

TEST_F(PartFileTest, KeepsWhatAnotherProgramHasMadeMeanwhile) {
    PartFile part(name, Existing::keep, "give another");
    put(name, "theirs");
    EXPECT_THROW(part.complete(), Error);
    EXPECT_EQ(text_of(name), "theirs");
}

TEST_F(PartFileTest, IsWrittenByOneRunAtATime) {
    PartFile first(name, Existing::keep, "give another");
    EXPECT_THAT(write("second"), StartsWith(name + ": another run is writing it"));
    first.write("first");
    first.complete();
    EXPECT_EQ(text_of(name), "first");
}

/// Threads stand for processes here: the lock belongs to the open file and not to the process.
TEST_F(PartFileTest, OfManyWritersAtOnceExactlyOneSucceeds) {
    for (int round = 0; round < 200; ++round) {
        std::atomic<int> n_ready = 0, n_written = 0, winner = -1;
        {
            std::vector<std::jthread> writers;
            for (int i = 0; i < 4; ++i)
                writers.emplace_back([&, i] {
                    ++n_ready;
                    while (n_ready < 4) std::this_thread::yield();
                    if (!write(std::to_string(i)).empty()) return;
                    ++n_written;
                    winner = i;
                });
        }
        ASSERT_EQ(n_written, 1);
        ASSERT_EQ(text_of(name), std::to_string(winner));
        ASSERT_FALSE(fs::exists(part_name));
        fs::remove(name);
    }
}

TEST_F(PartFileTest, TakesThePlaceOfAKilledRunsPart) {
    put(part_name, "half of an older file, and longer than the new one");
    fs::create_hard_link(part_name, folder.file("linked"));
    EXPECT_EQ(write("new"), "");
    EXPECT_EQ(text_of(name), "new");
    EXPECT_THAT(text_of(folder.file("linked")), StartsWith("half")) << "it is removed, not written over";
}

TEST_F(PartFileTest, LeavesForeignFilesAlone) {
    put(folder.file("a.h5.part"), "mine");
    EXPECT_EQ(write("new"), "");
    EXPECT_EQ(text_of(folder.file("a.h5.part")), "mine");
}

TEST_F(PartFileTest, RefusesWhatIsNotARegularFile) {
    put(folder.file("target"), "mine");
    fs::create_symlink(folder.file("target"), name);
    EXPECT_EQ(write("new", Existing::replace), name + ": cannot be written (it is a symbolic link); give another");
    fs::remove(name);
    fs::create_directory(name);
    EXPECT_THAT(write("new", Existing::replace), HasSubstr("it is a folder"));
    fs::remove(name);
    ASSERT_EQ(mkfifo(name.c_str(), 0600), 0);
    EXPECT_THAT(write("new", Existing::replace), HasSubstr("it is not a regular file"));
    fs::remove(name);

    const std::string in_the_way = part_name + " is in the way and is not a regular file";
    fs::create_symlink(folder.file("target"), part_name);
    EXPECT_THAT(write("new"), HasSubstr(in_the_way));
    fs::remove(part_name);
    fs::create_symlink(folder.file("nowhere"), part_name);
    EXPECT_THAT(write("new"), HasSubstr(in_the_way));
    EXPECT_FALSE(fs::exists(folder.file("nowhere")));
    fs::remove(part_name);
    fs::create_directory(part_name);
    EXPECT_THAT(write("new"), HasSubstr(in_the_way));
    fs::remove(part_name);
    ASSERT_EQ(mkfifo(part_name.c_str(), 0600), 0);
    EXPECT_THAT(write("new"), HasSubstr(in_the_way)) << "and does not hang";
    EXPECT_EQ(text_of(folder.file("target")), "mine");
    EXPECT_FALSE(fs::exists(name));
}

TEST_F(PartFileTest, SaysWhereNothingCanBeWritten) {
    const auto error_of = [](const std::string& path) {
        try {
            PartFile(path, Existing::keep, "give another");
        } catch (const Error& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    EXPECT_EQ(error_of(folder.file("missing/a")),
              folder.file("missing/a") + ": cannot be written (No such file or directory); give another");
    EXPECT_THAT(error_of(folder.file(std::string(250, 'x'))), HasSubstr("File name too long"));
    EXPECT_THAT(error_of("/proc/a"), StartsWith("/proc/a: cannot be written ("));
}

TEST_F(PartFileTest, APartThatWasReplacedIsNotRenamed) {
    PartFile part(name, Existing::keep, "give another");
    fs::remove(part_name);
    put(part_name, "theirs");
    EXPECT_THROW(part.complete(), Error);
    EXPECT_FALSE(fs::exists(name));
    EXPECT_EQ(text_of(part_name), "theirs");
}

class PartFileSignal : public PartFileTest, public testing::WithParamInterface<int> {};

TEST_P(PartFileSignal, RemovesThePartAndEndsTheProcess) {
    const pid_t child = fork();
    if (child == 0) {
        std::signal(GetParam(), SIG_DFL);
        PartFile::remove_on_signals();
        PartFile other(folder.file("b.h5"), Existing::keep, ""), part(name, Existing::keep, "");
        other.complete();
        raise(GetParam());
        _exit(0);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == GetParam()) << status;
    EXPECT_FALSE(fs::exists(part_name));
    EXPECT_TRUE(fs::exists(folder.file("b.h5")));
}

INSTANTIATE_TEST_SUITE_P(Each, PartFileSignal, testing::Values(SIGHUP, SIGINT, SIGTERM));

TEST_F(PartFileTest, AnIgnoredSignalStaysIgnored) {
    const pid_t child = fork();
    if (child == 0) {
        std::signal(SIGHUP, SIG_IGN);  // as nohup does
        PartFile::remove_on_signals();
        raise(SIGHUP);
        _exit(7);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 7) << status;
}

}  // namespace
}  // namespace killshot::test
