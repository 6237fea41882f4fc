#include "tests/whole/crash/killer.h"

#include <sys/wait.h>

#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "shared/base/check.h"

namespace ziping::tests {
namespace {

constexpr int kStrikesPerKill = 10;  // hardly more than one, unless the machine gets faster and faster

}  // namespace

int kills(int usual) {
  const char* wished = std::getenv("ZIPING_KILLS");
  return wished ? std::atoi(wished) : usual;
}

std::chrono::microseconds Killer::moment(std::chrono::microseconds longest) {
  return std::chrono::microseconds(random_.below(static_cast<std::uint64_t>(longest.count())));
}

Fate Killer::strike(pid_t process, std::chrono::microseconds longest) {
  std::this_thread::sleep_for(moment(longest));
  int status = 0;
  kill(process, SIGKILL);
  ENSURE(waitpid(process, &status, 0) == process);
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) return Fate::Killed;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? Fate::Done : Fate::Refused;
}

Ran Target::alone() {
  const auto begin = std::chrono::steady_clock::now();
  Ran ran = run("ziping", words_);
  took_ = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
  return ran;
}

Fate Target::strike() {
  ENSURE(took_.count() > 0);
  const Fate fate = killer_.strike(start("ziping", words_), took_);
  CHECK(fate != Fate::Refused);
  ++struck_;
  killed_ += fate == Fate::Killed;
  return fate;
}

bool Target::goes_on(int most) const {
  INFO(told());
  REQUIRE(struck_ <= kStrikesPerKill * most);
  return killed_ < most;
}

std::string Target::told() const { return "killed " + std::to_string(killed_) + " of " + std::to_string(struck_); }

}  // namespace ziping::tests
