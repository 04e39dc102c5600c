# `cmake --install`: the program with its completions and its man page, the library with its headers and its package for
# find_package(killshot), and the scenarios. Preset portable-cuda installs an archive instead (cmake/Portable.cmake).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/killshot)

install(TARGETS killshot_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS killshot_core killshot_headers EXPORT killshot
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY include/killshot DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES ${PROJECT_BINARY_DIR}/pages/killshot.bash
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME killshot)
install(FILES ${PROJECT_BINARY_DIR}/pages/_killshot DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${PROJECT_BINARY_DIR}/pages/killshot.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(DIRECTORY scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/killshot)
install(EXPORT killshot NAMESPACE killshot:: DESTINATION ${package})

configure_package_config_file(cmake/killshotConfig.cmake.in ${PROJECT_BINARY_DIR}/generated/killshotConfig.cmake
  INSTALL_DESTINATION ${package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/generated/killshotConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/generated/killshotConfig.cmake
  ${PROJECT_BINARY_DIR}/generated/killshotConfigVersion.cmake DESTINATION ${package})
