#include "client/work/one_window.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <cstring>

#include "tests/support/temporary_folder.h"

using namespace ziping;
using client::OneWindow;
namespace fs = std::filesystem;

namespace {

using OneHome = support::TemporaryFolder;

// A first window that comes to the front whenever it is asked.
struct First {
  explicit First(const fs::path& home) {
    auto taken = OneWindow::take(home, [this] {
      ++asked;
      window->came();
    });
    REQUIRE(taken.has_value());
    window = std::move(*taken);
    REQUIRE(window != nullptr);
  }
  std::atomic<int> asked = 0;
  std::unique_ptr<OneWindow> window;
};

}  // namespace

TEST_CASE("a second window asks the first to the front and is none itself") {
  const OneHome folder;
  First first(folder.path());
  for (int i = 1; i <= 3; ++i) {
    auto second = OneWindow::take(folder.path(), [] {});
    REQUIRE(second.has_value());
    CHECK(*second == nullptr);
    CHECK(first.asked == i);
  }
  first.window.reset();
  CHECK_FALSE(fs::exists(folder.path() / "one-window.sock"));
  auto next = OneWindow::take(folder.path(), [] {});
  REQUIRE(next.has_value());
  CHECK(*next != nullptr);
}

TEST_CASE("a first window that does not come is told of, with its number") {
  const OneHome folder;
  auto first = OneWindow::take(folder.path(), [] {});  // it hears and does nothing
  REQUIRE(first.has_value());
  auto second = OneWindow::take(folder.path(), [] {});
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().code == "folder-in-use");
  CHECK(second.error().message.find("进程号 " + std::to_string(getpid())) != std::string::npos);
}

TEST_CASE("what a window left that was killed is in nobody's way") {
  const OneHome folder;
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    auto first = OneWindow::take(folder.path(), [] {});
    _exit(first && *first ? 0 : 1);  // nothing is tidied up
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WEXITSTATUS(status) == 0);
  REQUIRE(fs::exists(folder.path() / "one-window.sock"));
  auto next = OneWindow::take(folder.path(), [] {});
  REQUIRE(next.has_value());
  CHECK(*next != nullptr);
}

TEST_CASE("whoever says nothing, or something else, does not keep the first window from hearing the next") {
  const OneHome folder;
  First first(folder.path());
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name = (folder.path() / "one-window.sock").string();
  std::memcpy(address.sun_path, name.data(), name.size());
  const int stranger = socket(AF_UNIX, SOCK_STREAM, 0);
  REQUIRE(connect(stranger, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(send(stranger, "x", 1, MSG_NOSIGNAL) == 1);
  auto second = OneWindow::take(folder.path(), [] {});
  REQUIRE(second.has_value());
  CHECK(*second == nullptr);
  CHECK(first.asked == 1);
  close(stranger);
}
