// Files made to do harm, from a small real one: each is answered within 5 s, by an Error that names it, and by nothing
// else. Where a damaged number is still possible, the file is read.
#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <zlib.h>

#include "killshot/error.hpp"
#include "results/h5/read.hpp"
#include "results/reader.hpp"
#include "results/result_file_test.hpp"

namespace killshot {
namespace {

using sample::Folder;
using ::testing::AllOf;
using ::testing::HasSubstr;
using Bytes = std::vector<unsigned char>;

#ifdef __SANITIZE_ADDRESS__
constexpr double max_seconds = 15;  // forking and ending a process takes far longer with AddressSanitizer
#else
constexpr double max_seconds = 5;  // the limit of 4 s, and time to start and end a process
#endif
constexpr int n_scenarios = 32;  // enough that counts are stored in chunks
constexpr std::int64_t n_paths = 16;

class HostileFile : public ::testing::Test {
  protected:
    void SetUp() override {
        const Scenario scenario = sample::scenario();
        ResultFrame frame = ResultFrame::of(scenario, n_paths);
        frame.scenarios.clear();
        for (int i = 0; i < n_scenarios; ++i) frame.scenarios.push_back("scenario " + std::to_string(i));
        const Tally tally = sample::tally(scenario, n_paths);
        ResultWriter writer(path_, sample::metadata(), frame);
        for (int i = 0; i < n_scenarios; ++i) writer.write_scenario(i, scenario, sample::starts(scenario), tally);
        writer.finish(sample::timing());
        ASSERT_EQ(answer(path_), "") << "the file is good before it is changed";
    }

    /// What opening a file and reading a scenario of it says; "" if all is well.
    static std::string answer(const std::string& path) {
        const auto start = std::chrono::steady_clock::now();
        std::string text;
        try {
            const ResultFile file(path);
            static_cast<void>(file.scenario(1));
            static_cast<void>(file.kill_bits(2));
            static_cast<void>(file.inputs(1));
            static_cast<void>(file.provenance());
        } catch (const Error& error) {
            text = error.what();
            EXPECT_THAT(text, testing::StartsWith(path + ": "));
        }
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        EXPECT_LT(seconds.count(), max_seconds) << path << ": " << text;
        return text;
    }

    std::string answer_after(const std::function<void(hid_t file)>& change) const {
        {
            const hdf5::Id file(H5Fopen(path_.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
            change(file);
        }
        return answer(path_);
    }

    /// Puts a dataset in the place of a variable.
    static void replace(hid_t file, const std::string& name, hid_t type, const hdf5::Lengths& lengths,
                        hid_t creation = H5P_DEFAULT) {
        remove(file, name);
        const hdf5::Id space(lengths.empty()
                                 ? H5Screate(H5S_SCALAR)
                                 : H5Screate_simple(static_cast<int>(lengths.size()), lengths.data(), nullptr),
                             H5Sclose);
        const hdf5::Id dataset(H5Dcreate2(file, name.c_str(), type, space, H5P_DEFAULT, creation, H5P_DEFAULT),
                               H5Dclose);
    }

    static void remove(hid_t file, const std::string& name) {
        ASSERT_GE(H5Ldelete(file, name.c_str(), H5P_DEFAULT), 0) << name;
    }

    static hdf5::Id creation_list() { return {H5Pcreate(H5P_DATASET_CREATE), H5Pclose}; }

    /// Writes a chunk of n_exit as it is to be in the file.
    static void write_chunk(hid_t file, const Bytes& packed, std::uint32_t filter_mask = 0) {
        const hdf5::Id dataset(H5Dopen2(file, "n_exit", H5P_DEFAULT), H5Dclose);
        const hsize_t first[] = {0, 0, 0, 0};
        ASSERT_GE(H5Dwrite_chunk(dataset, H5P_DEFAULT, filter_mask, first, packed.size(), packed.data()), 0);
    }

    static Bytes deflated(const Bytes& bytes) {
        auto size = compressBound(bytes.size());
        Bytes packed(size);
        EXPECT_EQ(compress(packed.data(), &size, bytes.data(), bytes.size()), Z_OK);
        packed.resize(size);
        return packed;
    }

    static constexpr hsize_t chunk_bytes = hsize_t{RowWriter::rows_per_block} * 3 * 4 * 36 * 8;  // of n_exit

    Folder folder_;
    std::string path_ = folder_.file("a.h5");
};

void put_bytes(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

TEST_F(HostileFile, ThatIsNotAFile) {
    const std::string fifo = folder_.file("fifo.h5"), link = folder_.file("link.h5");
    ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
    std::filesystem::create_symlink(fifo, link);
    EXPECT_THAT(answer(fifo), HasSubstr("it is not a regular file"));
    EXPECT_THAT(answer(link), HasSubstr("it is not a regular file"));
    EXPECT_THAT(answer("/dev/zero"), HasSubstr("it is not a regular file"));
    std::filesystem::create_directory(folder_.file("folder.h5"));
    EXPECT_THAT(answer(folder_.file("folder.h5")), HasSubstr("it is a folder"));
}

TEST_F(HostileFile, OfAnotherSchema) {
    EXPECT_THAT(answer_after([](hid_t file) {
                    H5Adelete(file, "killshot_schema");
                    hdf5::write_attribute(file, "killshot_schema", std::string("9.0"));
                }),
                AllOf(HasSubstr("9.0"), HasSubstr("1.0"), HasSubstr("killshot ")));
}

TEST_F(HostileFile, CutShort) {
    const std::string bytes = sample::bytes_of(path_), cut = folder_.file("cut.h5");
    for (std::size_t i = 0; i < 200; ++i) {
        put_bytes(cut, bytes.substr(0, bytes.size() * i / 200));
        EXPECT_NE(answer(cut), "") << i << "/200 of " << bytes.size() << " bytes";
    }
    put_bytes(cut, bytes.substr(0, bytes.size() - 1));
    EXPECT_NE(answer(cut), "");
}

/// A number can change into another possible one; the structure cannot. KILLSHOT_HOSTILE_FLIPS asks for more than the
/// usual number of files.
TEST_F(HostileFile, WithFlippedBits) {
    const std::string bytes = sample::bytes_of(path_), flipped = folder_.file("flipped.h5");
    const char* given = std::getenv("KILLSHOT_HOSTILE_FLIPS");
    const int n_files = given == nullptr ? 300 : std::atoi(given);
    std::mt19937_64 random(static_cast<std::uint64_t>(n_files));
    int refused = 0;
    for (int i = 0; i < n_files; ++i) {
        std::string damaged = bytes;
        // Half of the files are damaged in their first kilobytes, where the structure is densest.
        const std::size_t region = i % 2 == 0 ? std::min<std::size_t>(bytes.size(), 16384) : bytes.size();
        for (int flips = i % 3 == 0 ? 8 : 1; flips > 0; --flips)
            damaged[random() % region] ^= static_cast<char>(1U << (random() % 8));
        put_bytes(flipped, damaged);
        refused += !answer(flipped).empty();
    }
    EXPECT_GT(refused, n_files / 20);
}

TEST_F(HostileFile, WithoutAVariableOrAttribute) {
    const std::string good = sample::bytes_of(path_);
    EXPECT_THAT(answer_after([](hid_t file) { H5Adelete(file, "seed"); }), HasSubstr("it has no attribute seed"));
    put_bytes(path_, good);
    EXPECT_THAT(answer_after([](hid_t file) { remove(file, "n_exit"); }), HasSubstr("it has no variable n_exit"));
    put_bytes(path_, good);
    EXPECT_THAT(answer_after([](hid_t file) { remove(file, "provenance"); }), HasSubstr("it has no group provenance"));
}

TEST_F(HostileFile, WithAnAttributeOfAnotherType) {
    EXPECT_THAT(answer_after([](hid_t file) {
                    H5Adelete(file, "seed");
                    hdf5::write_attribute(file, "seed", std::string("20261122"));
                }),
                HasSubstr("attribute seed is not of the type"));
}

TEST_F(HostileFile, WithAVariableOfAnotherType) {
    const std::string good = sample::bytes_of(path_);
    for (const schema::Variable& variable : schema::variables()) {
        if (variable.group != schema::Group::root) continue;
        EXPECT_THAT(answer_after([&](hid_t file) {
                        const hdf5::Lengths lengths =
                            hdf5::lengths_of(hdf5::Id(H5Dopen2(file, variable.name.c_str(), H5P_DEFAULT), H5Dclose));
                        const bool is_real = variable.type == schema::Type::float64;
                        replace(file, variable.name, is_real ? H5T_STD_I64LE : H5T_IEEE_F64LE, lengths);
                    }),
                    HasSubstr(fmt::format("variable {} is not of type {}", variable.name, name_of(variable.type))));
        put_bytes(path_, good);
    }
    EXPECT_THAT(answer_after([](hid_t file) {
                    replace(file, "n_exit", H5T_STD_I64BE, {n_scenarios, 3, 4, 36});
                }),
                HasSubstr("n_exit is not of type int64"));
}

TEST_F(HostileFile, WithAVariableOfAnotherShape) {
    const std::string good = sample::bytes_of(path_);
    const std::vector<hdf5::Lengths> shapes = {
        {}, {n_scenarios, 3}, {n_scenarios, 3, 35}, {n_scenarios, 3, 36, 1}, {n_scenarios, 3, hsize_t{1} << 40U}};
    for (const hdf5::Lengths& shape : shapes) {
        EXPECT_THAT(answer_after([&](hid_t file) { replace(file, "n_K2", H5T_STD_I64LE, shape); }),
                    HasSubstr("variable n_K2 does not have the lengths of its axes"));
        put_bytes(path_, good);
    }
}

TEST_F(HostileFile, WithAHugeAxis) {
    EXPECT_THAT(answer_after([](hid_t file) {
                    replace(file, "scenario", hdf5::stored_type(schema::Type::text), {hsize_t{1} << 40U});
                }),
                HasSubstr("axis scenario has 1099511627776 entries"));
}

TEST_F(HostileFile, WithLinksToOtherPlaces) {
    const std::string good = sample::bytes_of(path_), other = folder_.file("other.h5");
    put_bytes(other, good);
    for (const std::string name : {"n_exit", "project", "provenance", "paths"}) {
        EXPECT_THAT(answer_after([&](hid_t file) {
                        remove(file, name);
                        H5Lcreate_external(other.c_str(), ("/" + name).c_str(), file, name.c_str(), H5P_DEFAULT,
                                           H5P_DEFAULT);
                    }),
                    HasSubstr(name + " is a link to another place"));
        put_bytes(path_, good);
        EXPECT_THAT(answer_after([&](hid_t file) {
                        H5Lmove(file, name.c_str(), file, "moved", H5P_DEFAULT, H5P_DEFAULT);
                        H5Lcreate_soft("/moved", file, name.c_str(), H5P_DEFAULT, H5P_DEFAULT);
                    }),
                    HasSubstr(name + " is a link to another place"));
        put_bytes(path_, good);
    }
}

TEST_F(HostileFile, WithStorageOutsideTheFile) {
    const std::string good = sample::bytes_of(path_), fifo = folder_.file("fifo");
    ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
    for (const std::string& storage : {fifo, std::string("/dev/zero"), std::string("/etc/passwd")}) {
        EXPECT_THAT(answer_after([&](hid_t file) {
                        const hdf5::Id creation = creation_list();
                        H5Pset_external(creation, storage.c_str(), 0, H5F_UNLIMITED);
                        replace(file, "paths", H5T_STD_I64LE, {n_scenarios}, creation);
                    }),
                    HasSubstr("paths is not stored as a run stores it"));
        put_bytes(path_, good);
    }
    EXPECT_THAT(answer_after([&](hid_t file) {
                    const hdf5::Id creation = creation_list();
                    const hsize_t length = n_scenarios;
                    const hdf5::Id space(H5Screate_simple(1, &length, nullptr), H5Sclose);
                    H5Pset_virtual(creation, space, folder_.file("other.h5").c_str(), "paths", space);
                    replace(file, "paths", H5T_STD_I64LE, {n_scenarios}, creation);
                }),
                HasSubstr("paths is not stored as a run stores it"));
}

TEST_F(HostileFile, WithOtherStorageOrFilters) {
    const std::string good = sample::bytes_of(path_);
    const auto expect_refusal = [&](const std::function<void(hid_t)>& change_list) {
        EXPECT_THAT(answer_after([&](hid_t file) {
                        const hdf5::Id creation = creation_list();
                        change_list(creation);
                        replace(file, "n_exit", H5T_STD_I64LE, {n_scenarios, 3, 4, 36}, creation);
                    }),
                    HasSubstr("n_exit is not stored as a run stores it"));
        put_bytes(path_, good);
    };
    const auto chunk = [](hid_t creation, const std::array<hsize_t, 4>& lengths) {
        H5Pset_chunk(creation, 4, lengths.data());
    };
    expect_refusal([&](hid_t creation) { chunk(creation, {1, 3, 4, 36}); });
    expect_refusal([&](hid_t creation) {
        chunk(creation, {1, 1, 1, 1});
        H5Pset_shuffle(creation);
        H5Pset_deflate(creation, 1);
    });
    expect_refusal([&](hid_t creation) {
        chunk(creation, {1, 3, 4, 36});
        H5Pset_shuffle(creation);
        H5Pset_fletcher32(creation);
    });
}

TEST_F(HostileFile, WithAVariableThatWasNeverWritten) {
    EXPECT_THAT(answer_after([](hid_t file) {
                    replace(file, "n_killed", H5T_STD_I64LE, {n_scenarios, 4});
                }),
                HasSubstr("never written"));
    EXPECT_THAT(answer_after([](hid_t file) {
                    const hdf5::Id creation = creation_list();
                    const hsize_t chunk[] = {n_scenarios, 3, 4, 36};
                    H5Pset_chunk(creation, 4, chunk);
                    H5Pset_shuffle(creation);
                    H5Pset_deflate(creation, 1);
                    replace(file, "n_exit", H5T_STD_I64LE, {n_scenarios, 3, 4, 36}, creation);
                }),
                HasSubstr("never written"));
}

/// HDF5 1.10 itself reads 30 bytes of such a chunk and what lies behind them in memory, or unpacks a gigabyte.
TEST_F(HostileFile, WithChunksThatDoNotUnpackToTheirValues) {
    const std::string good = sample::bytes_of(path_);
    const auto expect_refusal = [&](const Bytes& packed, std::uint32_t filter_mask, const char* why) {
        EXPECT_THAT(answer_after([&](hid_t file) { write_chunk(file, packed, filter_mask); }), HasSubstr(why));
        put_bytes(path_, good);
    };
    expect_refusal(deflated(Bytes(30)), 0, "does not unpack");
    expect_refusal(deflated(Bytes(chunk_bytes + 1)), 0, "does not unpack");
    expect_refusal(deflated(Bytes(10'000'000)), 0, "does not unpack");
    expect_refusal(Bytes(1000, 7), 0, "does not unpack");
    expect_refusal(Bytes(100), 2, "does not unpack");
    expect_refusal(Bytes(chunk_bytes), 1, "does not unpack");
    expect_refusal(Bytes(2 * chunk_bytes), 0, "larger than its values");
    EXPECT_EQ(answer_after([](hid_t file) { write_chunk(file, Bytes(chunk_bytes), 2); }), "")
        << "a chunk that would not shrink is stored as it is";
}

TEST_F(HostileFile, WithImpossibleCountsIsNamed) {
    const std::string good = sample::bytes_of(path_);
    const auto expect_refusal = [&](const char* name, std::int64_t first, const char* why) {
        EXPECT_THAT(answer_after([&](hid_t file) {
                        const hdf5::Id dataset(H5Dopen2(file, name, H5P_DEFAULT), H5Dclose);
                        hdf5::Lengths lengths = hdf5::lengths_of(dataset);
                        lengths[0] = 1;
                        std::vector<std::int64_t> row(hdf5::volume(lengths), 0);
                        row[0] = first;
                        hdf5::write_rows(dataset, 1, 1, row);
                    }),
                    HasSubstr(why));
        put_bytes(path_, good);
    };
    expect_refusal("n_K1_held", n_paths + 1, "n_K1_held counts 17 of 16");
    expect_refusal("n_killed", 0, "n_killed does not count every path once");
    expect_refusal("n_exit", n_paths, "variable n_exit counts more kills than n_fired");
    expect_refusal("paths", std::int64_t{1} << 62U, "variable paths is 4611686018427387904");
    expect_refusal("paths", 0, "variable paths is 0");
}

TEST_F(HostileFile, WithTextThatIsImpossible) {
    const std::string good = sample::bytes_of(path_);
    for (const char* start : {"2026-02-30", "soon", "2026-11-22T00", "9999-01-01", "-999-01-01", "0000-00-00"}) {
        EXPECT_THAT(answer_after([&](hid_t file) {
                        H5Adelete(file, "start");
                        hdf5::write_attribute(file, "start", std::string(start));
                    }),
                    HasSubstr("start is not a date"))
            << start;
        put_bytes(path_, good);
    }
    const auto expect_refusal = [&](const char* name, const std::string& text, const char* why) {
        EXPECT_THAT(answer_after([&](hid_t file) {
                        const hdf5::Id dataset(H5Dopen2(file, name, H5P_DEFAULT), H5Dclose);
                        hdf5::write_rows(dataset, 0, 1, std::vector<std::string>{text});
                    }),
                    HasSubstr(why));
        put_bytes(path_, good);
    };
    expect_refusal("project_stance", "certain", "unknown stance");
    expect_refusal("project_archetype", "", "unknown archetype");
    expect_refusal("digest_of_scenario", "0xff", "digest_of_scenario");
    expect_refusal("cause", "luck", "coordinate cause");
}

}  // namespace
}  // namespace killshot
