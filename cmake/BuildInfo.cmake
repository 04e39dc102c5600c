# build_info.hpp: the description of the build for /provenance and --version.
# Included from the top-level CMakeLists.txt, this file declares the target. Run as a script at each build, it asks git
# and rewrites the header only if something changed.
if(CMAKE_SCRIPT_MODE_FILE)
  set(KILLSHOT_GIT unknown)
  find_program(GIT_EXECUTABLE git)
  if(GIT_EXECUTABLE)
    # Without safe.directory, git refuses to describe a clone that belongs to another user.
    execute_process(
      COMMAND ${GIT_EXECUTABLE} -c "safe.directory=${SOURCE_DIR}" -C "${SOURCE_DIR}"
        describe --always --dirty --tags --abbrev=12
      OUTPUT_VARIABLE described OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
    if(NOT failed)
      set(KILLSHOT_GIT ${described})
    endif()
  endif()
  configure_file(${CMAKE_CURRENT_LIST_DIR}/build_info.hpp.in ${OUTPUT} @ONLY)
  return()
endif()

set(KILLSHOT_BUILD_INFO_INCLUDE ${PROJECT_BINARY_DIR}/generated)
string(TOUPPER "${CMAKE_BUILD_TYPE}" configuration)
string(JOIN " " flags ${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${configuration}} ${KILLSHOT_ARITHMETIC_FLAGS})
add_custom_target(killshot_build_info
  COMMAND ${CMAKE_COMMAND}
    "-DSOURCE_DIR=${PROJECT_SOURCE_DIR}"
    "-DOUTPUT=${KILLSHOT_BUILD_INFO_INCLUDE}/build_info.hpp"
    "-DKILLSHOT_VERSION=${PROJECT_VERSION}"
    "-DKILLSHOT_COMPILER=${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}"
    "-DKILLSHOT_FLAGS=${flags}"
    -P ${CMAKE_CURRENT_LIST_FILE}
  COMMAND ${CMAKE_COMMAND}
    "-DSOURCE_DIR=${PROJECT_SOURCE_DIR}"
    "-DOUTPUT=${KILLSHOT_BUILD_INFO_INCLUDE}/code_digest.hpp"
    -P ${CMAKE_CURRENT_LIST_DIR}/CodeDigest.cmake
  BYPRODUCTS ${KILLSHOT_BUILD_INFO_INCLUDE}/build_info.hpp ${KILLSHOT_BUILD_INFO_INCLUDE}/code_digest.hpp
  COMMENT "Asking git for the version, and hashing the sources that determine a result"
  VERBATIM)
