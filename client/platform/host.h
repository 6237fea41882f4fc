// What this machine is called, for whoever is to tell several of his own apart.
#pragma once

#include <string>
#include <string_view>

namespace ziping::platform {

// As the system tells it; empty where it tells nothing of use.
[[nodiscard]] std::string host_name();

// "pc-12" of "pc-12.bureau.lan"; empty for what every machine is called, and for what is no text.
[[nodiscard]] std::string name_of_host(std::string_view told);

}  // namespace ziping::platform
