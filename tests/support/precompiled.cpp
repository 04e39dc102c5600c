// CMake attaches the precompiled headers of all tests to this empty source (cmake/KillshotTest.cmake).
