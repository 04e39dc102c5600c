# Builds a program that runs on other machines, with everything but glibc linked statically, and installs it with the
# scenarios and the licences: into killshot-VERSION-linux-x86_64.tar.gz (target `archive`), or into the wheel of
# `pip install .`, for which scikit-build-core sets SKBUILD. Include it after finding HDF5.

# CMake's static HDF5 requires curl; these archives are all that the program needs.
set(archives)
foreach(name hdf5_hl hdf5 sz aec z)
  find_library(KILLSHOT_STATIC_${name} NAMES lib${name}.a PATH_SUFFIXES hdf5/serial REQUIRED)
  list(APPEND archives ${KILLSHOT_STATIC_${name}})
endforeach()
set(HDF5_HL_LIBRARIES)
set(HDF5_LIBRARIES ${archives} ${CMAKE_DL_LIBS} m)

set(OPENSSL_USE_STATIC_LIBS TRUE)
set(ZLIB_USE_STATIC_LIBS TRUE)

# Debian builds fmt and toml++ only as shared libraries, but both can be used header-only. find_package accepts this
# target.
set(KILLSHOT_FMT fmt::fmt-header-only)
add_library(tomlplusplus::tomlplusplus INTERFACE IMPORTED)

if(SKBUILD)
  set(KILLSHOT_PROGRAM_FOLDER ${SKBUILD_SCRIPTS_DIR})
  set(data_folder ${SKBUILD_DATA_DIR}/share/killshot)
else()
  set(KILLSHOT_PROGRAM_FOLDER .)
  set(data_folder .)
  # Whatever README.md and the pages under docs/ link to; tests/architecture/check_references.py sees to it.
  install(FILES LICENSE README.md CHANGELOG.md CONTRIBUTING.md DECISIONS.md DESTINATION .)
  install(DIRECTORY docs notebooks DESTINATION .)
  install(DIRECTORY scripts/slurm DESTINATION scripts)
endif()
install(DIRECTORY scenarios DESTINATION ${data_folder})

# The copyright notices of the libraries that are linked statically.
foreach(package libhdf5-dev zlib1g-dev libaec-dev libssl-dev libcli11-dev libfmt-dev nlohmann-json3-dev
        libtomlplusplus-dev libeigen3-dev libboost1.74-dev libstdc++-12-dev)
  set(copyright /usr/share/doc/${package}/copyright)
  if(EXISTS ${copyright})
    install(FILES ${copyright} DESTINATION ${data_folder}/licences RENAME ${package}.txt)
  endif()
endforeach()
if(KILLSHOT_CUDA)
  file(GLOB_RECURSE cuda_licence ${PROJECT_SOURCE_DIR}/.cuda-toolkit/packages/nvidia_cuda_runtime-*/License.txt)
  if(cuda_licence)
    install(FILES ${cuda_licence} DESTINATION ${data_folder}/licences RENAME nvidia-cuda-runtime.txt)
  endif()
endif()
if(NOT SKBUILD)
  install(FILES ${PROJECT_BINARY_DIR}/pages/killshot.bash ${PROJECT_BINARY_DIR}/pages/_killshot
    ${PROJECT_BINARY_DIR}/pages/killshot.1 DESTINATION share)
endif()

set(CPACK_GENERATOR TGZ)
set(KILLSHOT_ARCHIVE killshot-${PROJECT_VERSION}-linux-x86_64)
if(KILLSHOT_CUDA)
  string(APPEND KILLSHOT_ARCHIVE -cuda)
endif()
set(CPACK_PACKAGE_FILE_NAME ${KILLSHOT_ARCHIVE})
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
include(CPack)
# CPack's own target `package` would build every test first.
add_custom_target(archive
  COMMAND ${CMAKE_CPACK_COMMAND} --config ${PROJECT_BINARY_DIR}/CPackConfig.cmake
  WORKING_DIRECTORY ${PROJECT_BINARY_DIR}
  VERBATIM)
