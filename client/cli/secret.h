// Words that nobody beside the person should see.
#pragma once

#include <string>

namespace ziping::client {

bool is_asked_by_a_person();  // standard input is a terminal
// The variable's value, or what is typed after the question without showing on the screen.
std::string secret_word(const char* variable, const char* question);

}  // namespace ziping::client
