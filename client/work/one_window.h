// One window for each data folder: whoever starts a second one asks the first to come to the front.
//
//   one-window.lock   held by the first, with its process id in it, until it ends
//   one-window.sock   on which it listens; "?" is asked, "!" answered once the window has come to the front
//
// Promise    The first sleeps until it is asked: nothing polls. Of one that ended without tidying up nothing stays in
//            the way.
// Threads    One of its own waits for questions and calls `asked` on it; came() from any thread.
// Errors     Unavailable "folder-in-use", with the number of the program that has the folder: it gave no answer within
//            kAnswerMs.
// Limits     A folder whose name is too long for a socket has no such window: a second one is then told by the vault.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "shared/base/result.h"

namespace ziping::client {

inline constexpr int kAnswerMs = 2'000;

class OneWindow {
 public:
  // This program is the first from here on; none when another one is, and has come to the front.
  static base::Result<std::unique_ptr<OneWindow>> take(const std::filesystem::path& home, std::function<void()> asked);
  ~OneWindow();
  OneWindow(const OneWindow&) = delete;
  OneWindow& operator=(const OneWindow&) = delete;

  // The window is at the front: whoever asked is told so.
  void came();

 private:
  class Listening;
  explicit OneWindow(std::unique_ptr<Listening> listening);
  std::unique_ptr<Listening> listening_;
};

}  // namespace ziping::client
