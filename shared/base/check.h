// ENSURE(condition) ends the program, in release too, when one of our own assumptions is broken. Never used on bytes
// from outside. An expression of type int, so that it can stand before a comma.
#pragma once

namespace ziping::base {
[[noreturn]] void check_failed(const char* condition, const char* file, int line);
}

#define ENSURE(condition) ((condition) ? 0 : (::ziping::base::check_failed(#condition, __FILE__, __LINE__), 0))
