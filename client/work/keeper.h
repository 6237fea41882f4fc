// The keeper runs a clerk and a courier on threads of their own, so that the drawing thread never waits: orders go in,
// news come out.
//
// Promise    Everything ordered is carried out before the destructor returns, but for what only the network could do.
//            A copy is made while nothing else waits, so an edit waits for one piece of it at most.
// Threads    order() and news() from the drawing thread; `wake` is called on the keeper's own whenever there are news.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

#include "client/work/clerk.h"

namespace ziping::client {

class Keeper {
 public:
  Keeper(std::filesystem::path home, std::function<void()> wake);
  ~Keeper();
  Keeper(const Keeper&) = delete;
  Keeper& operator=(const Keeper&) = delete;

  void order(Order order);
  std::vector<News> news();

 private:
  struct Answer {
    std::variant<Result<Json>, Result<FileAnswer>> result;
    Traffic traffic;
  };
  using Paper = std::variant<Order, Answer>;

  void keep();  // the disk's thread
  std::optional<std::chrono::milliseconds> until_next(NewCopy::Stage copy);
  void carry();  // the network's thread
  void handle(std::deque<Paper>& papers);
  static bool is_outdone(const std::deque<Paper>& papers);
  void publish();
  void give_up_errand();

  Clerk clerk_;  // of the disk's thread
  std::function<void()> wake_;

  std::mutex lock_;
  std::condition_variable came_, errand_came_;
  std::deque<Paper> inbox_;
  std::vector<News> outbox_;
  std::optional<Errand> errand_;
  std::unique_ptr<Courier> courier_;  // of the errand under way
  bool closing_ = false;

  std::thread disk_, network_;  // last: they start when all else is there
};

}  // namespace ziping::client
