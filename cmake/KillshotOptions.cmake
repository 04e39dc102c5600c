# killshot_options: the flags of every target of the project.
add_library(killshot_options INTERFACE)

# Debug optimises a little: the tests run several times faster. And g++ 12 without -O forgets that fmt's own pragma,
# when it comes from a precompiled header, has ended: what follows then sees __OPTIMIZE__, and Eigen does not compile.
string(PREPEND CMAKE_CXX_FLAGS_DEBUG "-Og ")

# A contracted multiply-add rounds once instead of twice: the same source would give other bits on another machine.
set(KILLSHOT_ARITHMETIC_FLAGS -ffp-contract=off)

# clang counts sign conversions to -Wconversion, g++ does not: without the last flag, the compilers would disagree.
target_compile_options(killshot_options INTERFACE ${KILLSHOT_ARITHMETIC_FLAGS}
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  # Masks of one lane are bool, and joined as those of many are.
  $<$<CXX_COMPILER_ID:Clang>:-Wno-bitwise-instead-of-logical>)

if(KILLSHOT_WERROR)
  target_compile_options(killshot_options INTERFACE -Werror)
endif()

if(KILLSHOT_SANITIZE)
  target_compile_options(killshot_options INTERFACE
    -fsanitize=${KILLSHOT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(killshot_options INTERFACE -fsanitize=${KILLSHOT_SANITIZE})
endif()

if(KILLSHOT_COVERAGE)
  target_compile_options(killshot_options INTERFACE --coverage -fprofile-update=atomic)
  target_link_options(killshot_options INTERFACE --coverage)
endif()
