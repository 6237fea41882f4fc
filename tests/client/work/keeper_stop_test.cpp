// A stop meets a request at every moment of it.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <semaphore>
#include <thread>

#include "client/work/keeper.h"
#include "tests/support/temporary_folder.h"

using namespace ziping;
using namespace std::chrono_literals;

namespace {

// A server that everybody reaches and that answers nobody.
class SilentServer {
 public:
  SilentServer() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(bind(door_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(listen(door_, 8) == 0);
    REQUIRE(getsockname(door_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  }
  ~SilentServer() { close(door_); }
  SilentServer(const SilentServer&) = delete;
  SilentServer& operator=(const SilentServer&) = delete;

  std::string url;

 private:
  int door_ = socket(AF_INET, SOCK_STREAM, 0);
};

void enrol_at(const std::filesystem::path& home, const std::string& url) {
  auto vault = client::Vault::open(home);
  REQUIRE(vault.has_value());
  base::SeededRandom random(5);
  const base::SecretKey key = base::SecretKey::generate(random);
  REQUIRE((*vault)->enrolled({url, "centre", "token", "d", key.public_key(), {"a", "member", "d1", "t"}}).has_value());
}

}  // namespace

TEST_CASE("a request that was stopped before it began is not made, and one that waits for its answer ends at once") {
  const SilentServer server;
  const auto begun = std::chrono::steady_clock::now();
  client::Courier before(server.url);
  before.stop();
  CHECK(before.post("/v1/sync", base::Json(base::Json::Object{}), "token").error().code == "stopped");
  CHECK(before.traffic().requests == 0);
  client::Courier during(server.url);
  std::thread stops([&during] {
    std::this_thread::sleep_for(50ms);
    during.stop();
  });
  const auto answer = during.post("/v1/sync", base::Json(base::Json::Object{}), "token");
  stops.join();
  CHECK(answer.error().code == "stopped");
  const client::FileRequest piece{client::FileRequest::Kind::Fetch, std::string(64, 'a'), 0, 1'000'000, {}};
  CHECK(during.carry(piece, "token").error().code == "stopped");
  CHECK(std::chrono::steady_clock::now() - begun < 20s);
}

TEST_CASE("a stop is heard whether the request has not been taken up, is just beginning or waits for its answer") {
  const SilentServer server;
  for (const auto pause : {0ms, 1ms, 3ms, 10ms, 200ms}) {
    INFO(pause.count());
    const support::TemporaryFolder folder;
    enrol_at(folder.path(), server.url);
    std::counting_semaphore<> woken{0};
    client::Keeper keeper(folder.path(), [&woken] { woken.release(); });
    keeper.order(client::KeepSetting{"auto_sync", "off"});
    keeper.order(client::Synchronise{});
    std::this_thread::sleep_for(pause);
    keeper.order(client::StopSynchronising{});
    std::optional<client::SyncEnded> ended;
    while (!ended && woken.try_acquire_for(20s))
      for (client::News& one : keeper.news())
        if (const auto* end = std::get_if<client::SyncEnded>(&one)) ended = *end;
    REQUIRE(ended.has_value());
    REQUIRE_FALSE(ended->result.has_value());
    CHECK(ended->result.error().code == "stopped");
  }
}
