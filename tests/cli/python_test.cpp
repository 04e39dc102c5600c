// Commands that the Python package carries out, with a stand-in for Python that says how it was called.
#include "cli_test_support.hpp"

namespace killshot {
namespace {

using testing::HasSubstr;

class Python : public CommandLine {
  protected:
    void SetUp() override {
        CommandLine::SetUp();
        ASSERT_EQ(killshot("run --paths 64 --beliefs 0 --quiet -o a.h5").exit_code, 0);
    }

    /// A program that answers the question for the package with `found`, and else prints its arguments and $KILLSHOT.
    void make_python(const std::string& name, int found) const {
        std::ofstream(folder / name)
            << "#!/bin/sh\n[ \"$1\" = -c ] && exit " << found
            << "\nfor a in \"$@\"; do echo \"[$a]\"; done\necho \"KILLSHOT=$KILLSHOT\"\nexit 7\n";
        std::filesystem::permissions(folder / name, std::filesystem::perms::owner_all);
    }

    Outcome with_python(const std::string& name, const std::string& arguments) const {
        setenv("KILLSHOT_PYTHON", (folder / name).c_str(), 1);
        const Outcome outcome = killshot(arguments);
        unsetenv("KILLSHOT_PYTHON");
        return outcome;
    }
};

TEST_F(Python, TakesAReportOver) {
    make_python("python", 0);
    const Outcome report = with_python("python", "report a.h5 a.h5 -o 'my report.html' --force");
    EXPECT_EQ(report.out,
              "[-m]\n[killshot]\n[report]\n[a.h5]\n[a.h5]\n[-o]\n[my report.html]\n[--force]\n"
              "KILLSHOT=" KILLSHOT_EXECUTABLE "\n");
    EXPECT_EQ(report.exit_code, 7) << "its exit code is the command's";
}

TEST_F(Python, TakesParquetOver) {
    make_python("python", 0);
    EXPECT_THAT(with_python("python", "export a.h5 -o tables --parquet").out,
                HasSubstr("[export]\n[a.h5]\n[-o]\n[tables]\n[--parquet]\n"));
    EXPECT_FALSE(std::filesystem::exists(folder / "tables"));
}

TEST_F(Python, WithoutThePackageSaysHowToInstallIt) {
    make_python("python", 1);
    const Outcome report = with_python("python", "report a.h5 -o a.html");
    EXPECT_EQ(report.exit_code, 1);
    EXPECT_EQ(report.out, "");
    EXPECT_THAT(report.err, HasSubstr("does not have the Python package killshot"));
    EXPECT_THAT(report.err, HasSubstr("\n  " + (folder / "python").string() + " -m pip install .\n"));
}

TEST_F(Python, ThatCannotBeStartedIsAnError) {
    const Outcome report = with_python("nowhere", "report a.h5 -o a.html");
    EXPECT_EQ(report.exit_code, 1);
    EXPECT_THAT(report.err, HasSubstr("nowhere: cannot be started (No such file or directory); install Python"));
}

TEST_F(Python, IsNotStartedForWhatIsNoResult) {
    make_python("python", 0);
    const Outcome report = with_python("python", "report a.h5 scenarios/base.toml -o a.html");
    EXPECT_EQ(report.exit_code, 1);
    EXPECT_EQ(report.out, "");
    EXPECT_THAT(report.err, HasSubstr("scenarios/base.toml: is not a killshot result"));
}

}  // namespace
}  // namespace killshot
