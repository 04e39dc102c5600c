// Dimension scales are such to the HDF5 library itself.
#include "results/h5/dimension_scale.hpp"
#include "results/h5/read.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <hdf5_hl.h>

#include "results/result_file_test.hpp"
#include "results/schema/schema.hpp"

namespace killshot {
namespace {

using sample::Folder;

struct Attached {
    std::string dataset, scale;
    unsigned axis;
};

/// Every axis of every dataset of a group, by the library's own iterators.
void note_attached(hid_t group, std::vector<Attached>& all) {
    H5G_info_t info;
    ASSERT_GE(H5Gget_info(group, &info), 0);
    for (hsize_t i = 0; i < info.nlinks; ++i) {
        const hdf5::Id object(H5Oopen_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, i, H5P_DEFAULT), H5Oclose);
        std::vector<char> buffer(256);
        H5Iget_name(object, buffer.data(), buffer.size());
        const std::string name = buffer.data();
        if (H5Iget_type(object) == H5I_GROUP) {
            note_attached(object, all);
        } else if (H5DSis_scale(object) == 0) {
            const std::size_t rank = hdf5::lengths_of(object).size();
            for (unsigned axis = 0; axis < rank; ++axis) {
                EXPECT_EQ(H5DSget_num_scales(object, axis), 1) << name << " " << axis;
                const auto note = [](hid_t dataset, unsigned of_axis, hid_t scale, void* out) -> herr_t {
                    char dataset_name[256], scale_name[256];
                    H5Iget_name(dataset, dataset_name, sizeof dataset_name);
                    H5Iget_name(scale, scale_name, sizeof scale_name);
                    EXPECT_GT(H5DSis_attached(dataset, scale, of_axis), 0) << dataset_name << " " << scale_name;
                    static_cast<std::vector<Attached>*>(out)->push_back({dataset_name, scale_name, of_axis});
                    return 0;
                };
                EXPECT_EQ(H5DSiterate_scales(object, axis, nullptr, note, &all), 0) << name << " " << axis;
            }
        }
    }
}

TEST(DimensionScale, IsAttachedToEveryAxisAsTheLibraryWouldHaveDone) {
    const Folder folder;
    const Scenario scenario = sample::scenario();
    sample::write_file(folder.file("a.h5"), scenario, sample::tally(scenario, 100));
    const hdf5::Id file = hdf5::open_file(folder.file("a.h5"));
    std::vector<Attached> all;
    note_attached(file, all);

    std::size_t n_wanted = 0;
    for (const schema::Variable& variable : schema::variables()) {
        const std::string group(schema::name_of(variable.group)), folder_name = group.empty() ? "/" : "/" + group + "/";
        if (!hdf5::has_link(file, group.empty() ? "/" : group) || !hdf5::has_link(file, folder_name + variable.name))
            continue;
        for (std::size_t axis = 0; axis < variable.dimensions.size(); ++axis, ++n_wanted) {
            const std::string scale = folder_name + std::string(schema::name_of(variable.dimensions[axis]));
            EXPECT_EQ(std::ranges::count_if(all,
                                            [&](const Attached& one) {
                                                return one.dataset == folder_name + variable.name &&
                                                       one.scale == scale && one.axis == axis;
                                            }),
                      1)
                << variable.name << " " << scale;
        }
    }
    EXPECT_GT(n_wanted, 400U);
    EXPECT_EQ(all.size(), n_wanted);
}

}  // namespace
}  // namespace killshot
