# Run as a script at each build: writes code_digest.hpp, the SHA-256 of every source that determines a tally or a row of
# a result. Shards carry it, so that a program with other equations or estimates never adds to theirs. The header is
# rewritten only when the digest changes.
#   cmake -DSOURCE_DIR=... -DOUTPUT=.../code_digest.hpp -P CodeDigest.cmake
cmake_policy(VERSION 3.25)
set(patterns)
foreach(folder include/killshot src/inputs src/emission src/tally src/tables src/kernels src/backend src/analysis
        src/results/schema cuda)
  foreach(extension hpp cpp cuh cu)
    list(APPEND patterns "${SOURCE_DIR}/${folder}/*.${extension}")
  endforeach()
endforeach()
# The first makes rows; with --target-se, the second decides how many paths a scenario has.
foreach(file src/results/writer src/run/stopping)
  list(APPEND patterns "${SOURCE_DIR}/${file}.*")
endforeach()
file(GLOB_RECURSE sources RELATIVE "${SOURCE_DIR}" ${patterns})
list(SORT sources)
if(NOT sources)
  message(FATAL_ERROR "${SOURCE_DIR} has no sources of killshot")
endif()
set(digests "")
foreach(source IN LISTS sources)
  file(SHA256 "${SOURCE_DIR}/${source}" digest)
  string(APPEND digests "${digest} ${source}\n")
endforeach()
string(SHA256 KILLSHOT_CODE_DIGEST "${digests}")
configure_file(${CMAKE_CURRENT_LIST_DIR}/code_digest.hpp.in ${OUTPUT} @ONLY)
