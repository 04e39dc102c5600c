/// Hands a command over to the Python package, which has the charts and Parquet.
///
/// Verified by tests/cli/python_test.cpp with a stand-in for Python.
#pragma once

#include <string>
#include <vector>

namespace killshot::cli {

/// Becomes `PYTHON -m killshot ARGUMENTS...`, with $KILLSHOT set to this program. PYTHON is $KILLSHOT_PYTHON, else the
/// python3 beside this program, else the python3 on the PATH. Throws Error that says how to install the package where it
/// is missing.
[[noreturn]] void become_python(const std::vector<std::string>& arguments);

}  // namespace killshot::cli
