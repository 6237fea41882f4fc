// Which versions of the libraries that this room knows the program runs with, as their makers write them: "0.18.7".
#pragma once

#include <string>

namespace ziping::client {

std::string version_of_httplib();
std::string version_of_png();
std::string version_of_zlib();

}  // namespace ziping::client
