/// The text of the Error that some work throws.
#pragma once

#include <string>

#include "killshot/error.hpp"

namespace killshot::test {

/// Empty if the work succeeds.
template <class Work>
std::string message_of(const Work& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

}  // namespace killshot::test
