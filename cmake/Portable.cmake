# A program that can be carried to another machine: all but glibc is linked statically; and the archive
# killshot-VERSION-linux-x86_64.tar.gz with it, the scenarios and the licences (target `archive`). Included after
# HDF5 is found.

# CMake's own static HDF5 asks for curl; these archives are what the program's part of it needs.
set(archives)
foreach(name hdf5_hl hdf5 sz aec z)
  find_library(KILLSHOT_STATIC_${name} NAMES lib${name}.a PATH_SUFFIXES hdf5/serial REQUIRED)
  list(APPEND archives ${KILLSHOT_STATIC_${name}})
endforeach()
set(HDF5_HL_LIBRARIES)
set(HDF5_LIBRARIES ${archives} ${CMAKE_DL_LIBS} m)

set(OPENSSL_USE_STATIC_LIBS TRUE)
set(ZLIB_USE_STATIC_LIBS TRUE)

# Debian has toml++ as a shared library only; its headers hold all of it. find_package takes this target for its own.
add_library(tomlplusplus::tomlplusplus INTERFACE IMPORTED)

# Debian's words on whose code is linked in.
foreach(package libhdf5-dev zlib1g-dev libaec-dev libssl-dev libcli11-dev libfmt-dev nlohmann-json3-dev
        libtomlplusplus-dev libeigen3-dev libboost1.74-dev libstdc++-12-dev)
  set(copyright /usr/share/doc/${package}/copyright)
  if(EXISTS ${copyright})
    install(FILES ${copyright} DESTINATION licences RENAME ${package}.txt)
  endif()
endforeach()
if(KILLSHOT_CUDA)
  file(GLOB_RECURSE cuda_licence ${PROJECT_SOURCE_DIR}/.cuda-toolkit/packages/nvidia_cuda_runtime-*/License.txt)
  if(cuda_licence)
    install(FILES ${cuda_licence} DESTINATION licences RENAME nvidia-cuda-runtime.txt)
  endif()
endif()
install(FILES LICENSE README.md DESTINATION .)
install(FILES docs/gpu.md DESTINATION docs)
install(DIRECTORY scenarios DESTINATION .)

set(CPACK_GENERATOR TGZ)
set(KILLSHOT_ARCHIVE killshot-${PROJECT_VERSION}-linux-x86_64)
if(KILLSHOT_CUDA)
  string(APPEND KILLSHOT_ARCHIVE -cuda)
endif()
set(CPACK_PACKAGE_FILE_NAME ${KILLSHOT_ARCHIVE})
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
include(CPack)
# CPack's own target would build every test first.
add_custom_target(archive
  COMMAND ${CMAKE_CPACK_COMMAND} --config ${PROJECT_BINARY_DIR}/CPackConfig.cmake
  WORKING_DIRECTORY ${PROJECT_BINARY_DIR}
  VERBATIM)
