#include "results/h5/dimension_scale.hpp"

#include <cstddef>

#include <hdf5_hl.h>

namespace killshot::hdf5 {

namespace {

hobj_ref_t reference_to(hid_t dataset) {
    hobj_ref_t reference{};
    checked(H5Rcreate(&reference, dataset, ".", H5R_OBJECT, H5I_INVALID_HID));
    return reference;
}

void write_list(hid_t dataset, const char* name, hid_t type, std::size_t n, const void* elements) {
    const auto length = static_cast<hsize_t>(n);
    const Id space(H5Screate_simple(1, &length, nullptr), H5Sclose);
    const Id attribute(H5Acreate2(dataset, name, type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    checked(H5Awrite(attribute, type, elements));
}

}  // namespace

DimensionScale::DimensionScale(Id dataset, const std::string& dimension) : dataset_(std::move(dataset)) {
    checked(H5DSset_scale(dataset_, dimension.c_str()));
}

void DimensionScale::write_users() const {
    if (users_.empty()) return;
    const Id type(H5Tcreate(H5T_COMPOUND, sizeof(User)), H5Tclose);
    checked(H5Tinsert(type, "dataset", offsetof(User, dataset), H5T_STD_REF_OBJ));
    checked(H5Tinsert(type, "dimension", offsetof(User, axis), H5T_NATIVE_INT));
    write_list(dataset_, REFERENCE_LIST, type, users_.size(), users_.data());
}

void attach_scales(hid_t dataset, std::span<DimensionScale* const> axes) {
    if (axes.empty()) return;  // a scalar
    const hobj_ref_t user = reference_to(dataset);
    std::vector<hobj_ref_t> scales;
    for (DimensionScale* const scale : axes) {
        scale->users_.push_back({user, static_cast<int>(scales.size())});
        scales.push_back(reference_to(*scale));
    }
    std::vector<hvl_t> lists;  // an axis may have several scales; here, each has one
    for (hobj_ref_t& scale : scales) lists.push_back({1, &scale});
    const Id type(H5Tvlen_create(H5T_STD_REF_OBJ), H5Tclose);
    write_list(dataset, DIMENSION_LIST, type, lists.size(), lists.data());
}

}  // namespace killshot::hdf5
