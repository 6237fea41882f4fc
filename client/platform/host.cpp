#include "client/platform/host.h"

#if !defined(_WIN32)
#include <unistd.h>
#endif

#include <array>
#include <cstdlib>

#include "shared/base/utf8.h"

namespace ziping::platform {

std::string host_name() {
#if defined(_WIN32)
  const char* told = std::getenv("COMPUTERNAME");
  return told ? name_of_host(told) : std::string();
#else
  std::array<char, 256> told{};  // the longest that a system has, with its zero
  return ::gethostname(told.data(), told.size() - 1) == 0 ? name_of_host(told.data()) : std::string();
#endif
}

std::string name_of_host(std::string_view told) {
  const std::string_view name = told.substr(0, told.find('.'));
  return name == "localhost" || !base::is_utf8(name) ? std::string() : std::string(name);
}

}  // namespace ziping::platform
