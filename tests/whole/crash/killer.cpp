#include "tests/whole/crash/killer.h"

#include <sys/wait.h>

#include <csignal>
#include <cstdlib>
#include <thread>

#include "shared/base/check.h"

namespace ziping::tests {

int kills(int usual) {
  const char* wished = std::getenv("ZIPING_KILLS");
  return wished ? std::atoi(wished) : usual;
}

std::chrono::microseconds Killer::moment(std::chrono::milliseconds longest) {
  const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(longest).count();
  return std::chrono::microseconds(random_.below(static_cast<std::uint64_t>(whole)));
}

Fate Killer::strike(pid_t process, std::chrono::milliseconds longest) {
  std::this_thread::sleep_for(moment(longest));
  int status = 0;
  kill(process, SIGKILL);
  ENSURE(waitpid(process, &status, 0) == process);
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) return Fate::Killed;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? Fate::Done : Fate::Refused;
}

}  // namespace ziping::tests
