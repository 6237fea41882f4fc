// Which SQLite the program runs with.
#pragma once

#include <string>

namespace ziping::sqlite {

std::string version();  // "3.46.1"

}  // namespace ziping::sqlite
