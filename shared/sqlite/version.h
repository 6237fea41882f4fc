// Which SQLite, and which SQLCipher around it, the program runs with.
#pragma once

#include <string>

namespace ziping::sqlite {

std::string version();         // "3.46.1"
std::string cipher_version();  // "4.6.1 community"; empty where it is SQLite alone

}  // namespace ziping::sqlite
