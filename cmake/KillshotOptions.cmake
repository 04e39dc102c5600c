# killshot_options: the compiler flags of every target in the project.
add_library(killshot_options INTERFACE)

# Debug builds use -Og, with which the tests run several times faster. Without -O, g++ 12 also fails to restore fmt's
# optimisation pragma after a precompiled header: __OPTIMIZE__ stays defined, and Eigen does not compile.
string(PREPEND CMAKE_CXX_FLAGS_DEBUG "-Og ")

# A contracted multiply-add rounds once instead of twice, so the same source would give different bits elsewhere.
set(KILLSHOT_ARITHMETIC_FLAGS -ffp-contract=off)

# clang's -Wconversion includes sign conversions and g++'s does not; the last flag makes them agree.
target_compile_options(killshot_options INTERFACE ${KILLSHOT_ARITHMETIC_FLAGS}
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  # The mask of a single lane is a bool and is combined by & and | like the masks of packs.
  $<$<CXX_COMPILER_ID:Clang>:-Wno-bitwise-instead-of-logical>)

if(KILLSHOT_WERROR)
  target_compile_options(killshot_options INTERFACE -Werror)
endif()

if(KILLSHOT_SANITIZE)
  target_compile_options(killshot_options INTERFACE
    -fsanitize=${KILLSHOT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
    # AddressSanitizer finds null pointers and accesses outside of objects itself, and the fuzzers, built by clang,
    # check alignment; without these checks g++ needs a fifth less time.
    $<$<CXX_COMPILER_ID:GNU>:-fno-sanitize=alignment,null,object-size,vptr>)
  target_link_options(killshot_options INTERFACE -fsanitize=${KILLSHOT_SANITIZE})
endif()

if(KILLSHOT_COVERAGE)
  # Counts only in what gcovr reports; in the tests too, it would take twice the time.
  target_compile_options(killshot_options INTERFACE --coverage -fprofile-update=atomic
    "-fprofile-filter-files=^${PROJECT_SOURCE_DIR}/(include|src)/")
  target_link_options(killshot_options INTERFACE --coverage)
endif()
