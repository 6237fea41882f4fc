# Where the libraries come from: the system's packages where new enough; .deps/ as scripts/setup leaves it on Debian; else
# upstream, pinned by commit or hash.
include(FetchContent)
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(PNG REQUIRED)

foreach(name imgui httplib glfw3)
  string(TOUPPER ${name} upper)
  if(EXISTS ${PROJECT_SOURCE_DIR}/.deps/${name})
    set(FETCHCONTENT_SOURCE_DIR_${upper} ${PROJECT_SOURCE_DIR}/.deps/${name})
  endif()
endforeach()
set(FETCHCONTENT_QUIET ON)
FetchContent_Declare(imgui GIT_REPOSITORY https://github.com/ocornut/imgui.git
                     GIT_TAG 45acd5e0e82f4c954432533ae9985ff0e1aad6d5) # v1.92.2b
FetchContent_Declare(httplib URL https://github.com/yhirose/cpp-httplib/archive/refs/tags/v0.18.7.tar.gz
                     URL_HASH SHA256=b7b1e9e4e77565a5a9bc95e761d5df3e7c0e8ca37c90fd78b1b031bc6cb90fc1
                     SOURCE_SUBDIR none) # its header alone
FetchContent_Declare(nlohmann_json GIT_REPOSITORY https://github.com/nlohmann/json.git
                     GIT_TAG 9cca280a4d0ccf0c08f47a99aa71d1b0e52f8d03 # v3.11.3
                     FIND_PACKAGE_ARGS 3.11)
FetchContent_Declare(Catch2 GIT_REPOSITORY https://github.com/catchorg/Catch2.git
                     GIT_TAG fa43b77429ba76c462b1898d6cd2f2d7a9416b14 # v3.7.1
                     FIND_PACKAGE_ARGS 3)
FetchContent_Declare(CLI11 URL https://github.com/CLIUtils/CLI11/archive/refs/tags/v2.1.2.tar.gz
                     URL_HASH SHA256=26291377e892ba0e5b4972cdfd4a2ab3bf53af8dac1f4ea8fe0d1376b625c8cb
                     FIND_PACKAGE_ARGS 2.1)
FetchContent_MakeAvailable(httplib nlohmann_json CLI11)
if(ZIPING_TESTS)
  FetchContent_MakeAvailable(Catch2)
  pkg_check_modules(PUGIXML REQUIRED IMPORTED_TARGET pugixml)
endif()

pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(TURBOJPEG REQUIRED IMPORTED_TARGET libturbojpeg)
pkg_check_modules(ZIP REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(SQLCIPHER REQUIRED IMPORTED_TARGET sqlcipher)
add_library(ziping_sqlite3 INTERFACE)
target_link_libraries(ziping_sqlite3 INTERFACE PkgConfig::SQLCIPHER)
target_compile_definitions(ziping_sqlite3 INTERFACE SQLITE_HAS_CODEC)

add_library(httplib_headers INTERFACE)
add_library(httplib::headers ALIAS httplib_headers)
target_include_directories(httplib_headers SYSTEM INTERFACE ${httplib_SOURCE_DIR})
# poll, because select ends at 1,024 open files; and room for a whole county that knocks at once, because who finds the queue
# of 5 full tries again after 1, 3 and 7 seconds.
target_compile_definitions(httplib_headers INTERFACE CPPHTTPLIB_OPENSSL_SUPPORT CPPHTTPLIB_USE_POLL
                                                     CPPHTTPLIB_LISTEN_BACKLOG=1024)
target_link_libraries(httplib_headers INTERFACE OpenSSL::SSL OpenSSL::Crypto Threads::Threads)

if(ZIPING_CLIENT_WINDOW)
  find_package(OpenGL REQUIRED)
  find_package(X11 REQUIRED)
  set(GLFW_BUILD_EXAMPLES OFF)
  set(GLFW_BUILD_TESTS OFF)
  set(GLFW_BUILD_DOCS OFF)
  set(GLFW_INSTALL OFF)
  # Not 3.4: it opens libX11 by itself, past our mending of its input methods, and has none on Wayland.
  FetchContent_Declare(glfw3 URL https://github.com/glfw/glfw/archive/refs/tags/3.3.10.tar.gz
                       URL_HASH SHA256=4ff18a3377da465386374d8127e7b7349b685288cb8e17122f7e1179f73769d5
                       FIND_PACKAGE_ARGS 3.3...<3.4)
  FetchContent_MakeAvailable(imgui glfw3)
  pkg_check_modules(UNIBREAK REQUIRED IMPORTED_TARGET libunibreak)
  # Its hooks for tests are compiled in: they cost one branch an item while nobody listens.
  add_library(imgui STATIC ${imgui_SOURCE_DIR}/imgui.cpp ${imgui_SOURCE_DIR}/imgui_draw.cpp ${imgui_SOURCE_DIR}/imgui_tables.cpp
                           ${imgui_SOURCE_DIR}/imgui_widgets.cpp ${imgui_SOURCE_DIR}/misc/cpp/imgui_stdlib.cpp)
  target_compile_features(imgui PUBLIC cxx_std_20)
  target_include_directories(imgui SYSTEM PUBLIC ${imgui_SOURCE_DIR} ${imgui_SOURCE_DIR}/misc/cpp)
  target_compile_definitions(imgui PUBLIC IMGUI_ENABLE_TEST_ENGINE IMGUI_USE_WCHAR32 IMGUI_DISABLE_OBSOLETE_FUNCTIONS
                                          IMGUI_DEFINE_MATH_OPERATORS)
  add_library(imgui_glfw STATIC ${imgui_SOURCE_DIR}/backends/imgui_impl_glfw.cpp
                                ${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp)
  target_include_directories(imgui_glfw SYSTEM PUBLIC ${imgui_SOURCE_DIR}/backends)
  target_link_libraries(imgui_glfw PUBLIC imgui glfw OpenGL::GL X11::X11 ${CMAKE_DL_LIBS})
endif()

# Sanitizers watch our own code and everything compiled with it from here on.
if(ZIPING_SANITIZE)
  add_compile_options(-fsanitize=${ZIPING_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  # Checks before every access that address makes too, or that this machine does not need: a third of what such a file costs to compile.
  add_compile_options(-fno-sanitize=null,alignment,vptr)
  add_link_options(-fsanitize=${ZIPING_SANITIZE})
endif()
