include(GoogleTest)

# The headers that most tests include, precompiled once for all test programs.
add_library(killshot_test_headers OBJECT ${PROJECT_SOURCE_DIR}/tests/support/precompiled.cpp)
target_link_libraries(killshot_test_headers PRIVATE killshot_core GTest::gmock_main rapidcheck_gtest rapidcheck_gmock)
target_precompile_headers(killshot_test_headers PRIVATE
  <gmock/gmock.h> <gtest/gtest.h> <nlohmann/json.hpp> <fmt/format.h>)

# killshot_test(<name> SOURCES <file>... LABELS <label>...)
# Adds a test program; ctest runs each of its cases separately. Test data are below KILLSHOT_SOURCE_DIR.
function(killshot_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LABELS")
  if(arg_UNPARSED_ARGUMENTS OR NOT arg_SOURCES OR NOT arg_LABELS)
    message(FATAL_ERROR "killshot_test(${name}): give SOURCES and LABELS and nothing else")
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE killshot_core GTest::gmock_main rapidcheck_gtest rapidcheck_gmock
    nlohmann_json::nlohmann_json)
  target_precompile_headers(${name} REUSE_FROM killshot_test_headers)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(${name} PRIVATE KILLSHOT_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  gtest_discover_tests(${name} TEST_LIST ${name}_cases DISCOVERY_TIMEOUT 120 PROPERTIES TIMEOUT 600)
  # gtest_discover_tests flattens lists in PROPERTIES, so a file that CTest reads later sets the labels.
  set(labels_file ${CMAKE_CURRENT_BINARY_DIR}/${name}_labels.cmake)
  file(WRITE ${labels_file}
    "if(${name}_cases)\n  set_tests_properties(\${${name}_cases} PROPERTIES LABELS \"${arg_LABELS}\")\nendif()\n")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${labels_file})
endfunction()
