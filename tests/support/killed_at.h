// Work that is killed before one of the calls with which it syncs, renames, links, cuts or removes a file.
#pragma once

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <functional>

namespace ziping::support {

// Between two of them it only writes, and what it has written by half is no file's content yet.
inline bool settles_something(unsigned long call) {
  static constexpr unsigned long kCalls[] = {
      SYS_fsync,  SYS_fdatasync, SYS_ftruncate, SYS_unlinkat, SYS_linkat, SYS_renameat2,
#ifdef SYS_rename  // where the older ones are still there
      SYS_rename, SYS_renameat,  SYS_unlink,    SYS_link,
#endif
  };
  return std::ranges::find(kCalls, call) != std::end(kCalls);
}

// Runs it in a process of its own, which dies before the n-th such call, counted from 1. False: it came to its end.
inline bool killed_at(int nth, const std::function<void()>& work) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    if (ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) _exit(1);
    raise(SIGSTOP);
    work();
    _exit(0);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFSTOPPED(status));
  REQUIRE(ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD) == 0);
  for (int left = nth; left > 0;) {
    REQUIRE(ptrace(PTRACE_SYSCALL, child, nullptr, nullptr) == 0);
    REQUIRE(waitpid(child, &status, 0) == child);
    if (!WIFSTOPPED(status)) {
      REQUIRE(WIFEXITED(status));
      return false;
    }
    __ptrace_syscall_info call{};
    REQUIRE(ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof call, &call) > 0);
    if (call.op == PTRACE_SYSCALL_INFO_ENTRY && settles_something(call.entry.nr)) --left;
  }
  REQUIRE(kill(child, SIGKILL) == 0);
  REQUIRE(waitpid(child, &status, 0) == child);
  return true;
}

}  // namespace ziping::support
