// Something that answers on the server's port and is not our server: a hotel's page to log in, a proxy, a broken disk.
#pragma once

#include <sys/types.h>

#include <string>

namespace ziping::tests {

// Gives every request the same answer, from a process of its own.
class Impostor {
 public:
  // status: "200 OK"; more: header lines, each with its line end.
  Impostor(const std::string& status, const std::string& body, const std::string& more = {});
  ~Impostor();
  Impostor(const Impostor&) = delete;
  Impostor& operator=(const Impostor&) = delete;
  const std::string& address() const { return address_; }

 private:
  [[noreturn]] void serve() const;
  std::string answer_, address_;
  int listener_;
  pid_t process_ = 0;
};

}  // namespace ziping::tests
