// Which versions of the libraries that this room knows the program runs with, as their makers write them: "1.0.18".
#pragma once

#include <string>

namespace ziping::base {

std::string version_of_sodium();
std::string version_of_openssl();
std::string version_of_zstd();
std::string version_of_utf8proc();
std::string version_of_json();

}  // namespace ziping::base
