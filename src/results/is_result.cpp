#include "results/is_result.hpp"

#include "results/h5/hdf5.hpp"
#include "results/h5/read.hpp"

namespace killshot {

bool is_result(const std::string& path) {
    try {
        return hdf5::has_attribute(hdf5::open_file(path), "killshot_schema");
    } catch (const hdf5::Failure&) {
        return false;
    }
}

}  // namespace killshot
