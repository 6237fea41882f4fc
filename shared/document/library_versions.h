// Which versions of the libraries that this room knows the program runs with, as their makers write them: "1.1.4".
#pragma once

#include <string>

namespace ziping::document {

std::string version_of_xlsxwriter();
std::string version_of_zip();

}  // namespace ziping::document
