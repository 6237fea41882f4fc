// The real zipingd, killed in the middle of its work.
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <csignal>
#include <thread>

#include "server/admin/inspect.h"
#include "tests/server/site.h"

using namespace ziping;
using namespace ziping::support;
using base::Json;
using report::Value;

namespace {

class Program {
 public:
  explicit Program(const std::filesystem::path& folder) {
    int pipe[2];
    REQUIRE(::pipe(pipe) == 0);
    child_ = fork();
    if (child_ == 0) {
      dup2(pipe[1], STDOUT_FILENO);
      close(pipe[0]);
      execl(ZIPING_BIN_DIR "/zipingd", "zipingd", "serve", folder.c_str(), "--listen", "127.0.0.1:0", nullptr);
      _exit(127);
    }
    close(pipe[1]);
    char c = 0;
    while (read(pipe[0], &c, 1) == 1 && c != '\n') url += c;
    close(pipe[0]);
    REQUIRE(url.starts_with("listening on http://127.0.0.1:"));
    url.erase(0, std::string("listening on ").size());
  }
  ~Program() {
    if (child_ > 0) (void)end(SIGKILL);
  }

  int end(int signal) {  // gives the status of waitpid
    int status = 0;
    kill(child_, signal);
    waitpid(child_, &status, 0);
    child_ = -1;
    return status;
  }

  std::string url;

 private:
  pid_t child_ = -1;
};

}  // namespace

TEST_CASE("whoever has a receipt keeps it when the server is killed in the middle of pushes") {
  Folder folder;
  furnish(folder.path);
  std::vector<Laptop> laptops;
  for (std::uint64_t i = 0; i < 3; ++i) {
    laptops.emplace_back("", "办", 10 + i);
    laptops.back().report = std::string(32, static_cast<char>('a' + i));
  }
  base::SeededRandom random(7);
  for (int round = 0; round < 3; ++round) {
    Program program(folder.path);
    std::vector<std::thread> threads;
    for (Laptop& laptop : laptops) {
      laptop.moved_to(program.url);
      if (laptop.token.empty()) REQUIRE(laptop.enrol(kPassword).status == 200);
      threads.emplace_back([&laptop, round] {
        for (int i = 0;; ++i) {
          report::State state = laptop.state();
          state.set("people", Value(Json(round * 1'000'000 + i)));
          if (laptop.push(laptop.seal(state)).status != 200) return;
        }
      });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(300 + random.below(300)));
    (void)program.end(SIGKILL);
    for (std::thread& thread : threads) thread.join();
    auto ledger = opened(folder.path);
    const auto verified = server::verify(*ledger);
    REQUIRE(verified.has_value());
    std::size_t receipts = 0;
    for (const Laptop& laptop : laptops) {
      for (const Json& receipt : laptop.receipts) {
        const auto kept = ledger->receipt(std::string(receipt.text_or("revision")));
        REQUIRE(kept.has_value());
        REQUIRE(kept->has_value());
        CHECK((*kept)->json() == receipt);
        ++receipts;
      }
    }
    CHECK(receipts >= laptops.size());
    CHECK(verified->integer_or("revisions", 0) >= static_cast<std::int64_t>(receipts));
  }
}

TEST_CASE("the server stops within five seconds of being asked, even with a connection open") {
  Folder folder;
  furnish(folder.path);
  Program program(folder.path);
  Laptop office(program.url, "办", 1);
  REQUIRE(office.enrol(kPassword).status == 200);
  const auto began = std::chrono::steady_clock::now();
  const int status = program.end(SIGTERM);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(5));
}
