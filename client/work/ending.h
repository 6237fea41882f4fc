// The desktop asks the program to end, as it does when people log out: the window closes as if they had closed it.
#pragma once

#include <functional>
#include <thread>

namespace ziping::client {

// While it stands, SIGTERM, SIGINT and SIGHUP call `end`, from a thread of its own, and nothing else. Made before any
// other thread of the program, so that none of them hears the signals.
class Ending {
 public:
  explicit Ending(std::function<void()> end);
  ~Ending();
  Ending(const Ending&) = delete;
  Ending& operator=(const Ending&) = delete;

 private:
  std::thread thread_;
};

}  // namespace ziping::client
