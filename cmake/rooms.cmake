# A room is a folder, a namespace and a static library; a test is an executable and one entry of ctest.

function(ziping_options target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor
                                           -Woverloaded-virtual -Wnull-dereference -Wimplicit-fallthrough)
  # GCC 12 reports false positives of these when optimising std::variant and std::string with sanitizers.
  target_compile_options(
    ${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized -Wno-null-dereference -Wno-restrict>)
  target_compile_definitions(${target} PRIVATE _GLIBCXX_ASSERTIONS)
  # Several files as one: most of a file's time goes into headers and what they make the compiler write. So what a room keeps to
  # single files has a name of its own in all of it.
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${ZIPING_TOGETHER} UNITY_BUILD_BATCH_SIZE 16)
  if(ZIPING_TOGETHER)
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  endif()
  if(ZIPING_WARNINGS_AS_ERRORS)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()

# ziping_room(NAME SOURCES … LINKS … [PRIVATE_LINKS …])
function(ziping_room name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  add_library(ziping_${name} STATIC ${ARG_SOURCES})
  add_library(ziping::${name} ALIAS ziping_${name})
  ziping_options(ziping_${name})
  target_link_libraries(ziping_${name} PUBLIC ${ARG_LINKS} PRIVATE ${ARG_PRIVATE_LINKS})
endfunction()

# The first folder below tests/ is a test's label; tests_LABEL builds all tests of that label.
foreach(label IN ITEMS house shared client server whole)
  add_custom_target(tests_${label})
endforeach()

# ziping_test(NAME SOURCES … LINKS … [PROGRAMS …] [TIMEOUT SECONDS]): PROGRAMS are those it starts from ZIPING_BIN_DIR.
function(ziping_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINKS;PROGRAMS" ${ARGN})
  add_executable(test_${name} ${ARG_SOURCES})
  ziping_options(test_${name})
  target_compile_definitions(test_${name} PRIVATE ZIPING_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                                  ZIPING_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  target_link_libraries(test_${name} PRIVATE ${ARG_LINKS} Catch2::Catch2WithMain)
  add_test(NAME ${name} COMMAND test_${name})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  if(ZIPING_SANITIZE)
    target_compile_definitions(test_${name} PRIVATE ZIPING_SANITIZED)
    math(EXPR ARG_TIMEOUT "${ARG_TIMEOUT} * 5")
  endif()
  file(RELATIVE_PATH place ${PROJECT_SOURCE_DIR}/tests ${CMAKE_CURRENT_SOURCE_DIR})
  string(REGEX MATCH "^[a-z]+" label ${place})
  # Those that may take longest begin first.
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} COST ${ARG_TIMEOUT} LABELS ${label})
  add_dependencies(tests_${label} test_${name})
  if(ARG_PROGRAMS)
    add_dependencies(test_${name} ${ARG_PROGRAMS})
  endif()
endfunction()

# Rooms that this configuration leaves out (the window on a server) have no folder to enter.
function(ziping_add place)
  if(EXISTS ${PROJECT_SOURCE_DIR}/${place}/CMakeLists.txt)
    add_subdirectory(${PROJECT_SOURCE_DIR}/${place} ${PROJECT_BINARY_DIR}/${place})
  endif()
endfunction()
