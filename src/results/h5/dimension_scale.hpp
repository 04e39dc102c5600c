/// Dimension scales (HDF5 Dimension Scale Specification 1.0): which dataset names the points of which axis.
///
/// What H5DSattach_scale writes, but a scale's list of users at once: for each of them, the library would read the
/// list, delete it and write it anew, a quarter of the time that a file of one scenario takes. Verified against the
/// library's own H5DSis_attached by tests/results/dimension_scale_test.cpp and, in xarray, by tests/python.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "results/h5/hdf5.hpp"

namespace killshot::hdf5 {

/// A dataset that is the scale of a dimension.
class DimensionScale {
  public:
    DimensionScale() = default;
    DimensionScale(Id dataset, const std::string& dimension);

    explicit operator bool() const { return dataset_ >= 0; }
    operator hid_t() const { return dataset_; }

    /// Writes who uses it, when all of them are attached.
    void write_users() const;
    /// As Id's.
    void abandon() { dataset_.abandon(); }

  private:
    friend void attach_scales(hid_t dataset, std::span<DimensionScale* const> axes);

    struct User {
        hobj_ref_t dataset;
        int axis;
    };
    Id dataset_;
    std::vector<User> users_;
};

/// Gives a dataset its scales, one an axis. What the scales know of it is written by write_users().
void attach_scales(hid_t dataset, std::span<DimensionScale* const> axes);

}  // namespace killshot::hdf5
