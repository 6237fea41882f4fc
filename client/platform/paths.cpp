#include "client/platform/paths.h"

#include <cstdlib>

namespace ziping::platform {
namespace {

std::filesystem::path folder_in(const char* variable) {
  const char* value = std::getenv(variable);
  return value && *value ? std::filesystem::path(value) : std::filesystem::path();
}

}  // namespace

std::filesystem::path data_folder() {
  if (const auto chosen = folder_in("ZIPING_HOME"); !chosen.empty()) return chosen;
#if defined(_WIN32)
  const auto base = folder_in("APPDATA");
  return base.empty() ? base : base / "Ziping";
#elif defined(__APPLE__)
  const auto home = folder_in("HOME");
  return home.empty() ? home : home / "Library" / "Application Support" / "Ziping";
#else
  if (const auto data = folder_in("XDG_DATA_HOME"); data.is_absolute()) return data / "ziping";
  const auto home = folder_in("HOME");
  return home.empty() ? home : home / ".local" / "share" / "ziping";
#endif
}

}  // namespace ziping::platform
