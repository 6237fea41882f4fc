#include "client/work/courier.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "tests/client/work/device.h"

using namespace ziping;
using namespace std::chrono_literals;

namespace {

// Takes a request and answers with a byte now and then, for half a minute.
class Trickle {
 public:
  Trickle() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(bind(door_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(listen(door_, 1) == 0);
    REQUIRE(getsockname(door_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    answering_ = std::thread([this] {
      const int guest = accept(door_, nullptr, nullptr);
      char request[4096];
      if (read(guest, request, sizeof request) > 0) say(guest, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
      for (int i = 0; i < 1500 && say(guest, " "); ++i) std::this_thread::sleep_for(20ms);
      close(guest);
    });
  }
  ~Trickle() {
    shutdown(door_, SHUT_RDWR);
    answering_.join();
    close(door_);
  }

  std::string url;

 private:
  static bool say(int guest, std::string_view bytes) {
    return send(guest, bytes.data(), bytes.size(), MSG_NOSIGNAL) > 0;
  }
  int door_ = socket(AF_INET, SOCK_STREAM, 0);
  std::thread answering_;
};

}  // namespace

TEST_CASE("a server that answers a byte at a time does not hold up a synchronisation for ever") {
  const Trickle posted, fetched;
  const auto answer = client::Courier(posted.url, 200ms).post("/v1/sync", base::Json(base::Json::Object{}), "token");
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().code == "too-slow");
  CHECK(answer.error().kind == base::ErrorKind::Unavailable);  // tried again by itself
  const client::FileRequest request{client::FileRequest::Kind::Fetch, std::string(64, 'a'), 0, 1'000'000, {}};
  const auto file = client::Courier(fetched.url, 200ms).carry(request, "token");
  REQUIRE_FALSE(file.has_value());
  CHECK(file.error().code == "too-slow");
}

TEST_CASE("a device that enrols once more shows the server that its key is here") {
  tests::Device device;
  const auto request = client::enrol_request(device.vault(), "office", "password1", "笔记本");
  REQUIRE(request.has_value());
  const base::Json& held = *request->find("device")->find("held");
  const std::string at(held.text_or("at"));
  CHECK(base::parse_utc_text(at) > 0);
  CHECK(base::verify(device.vault().device_key()->public_key(), sync::enrol_bytes("centre", "office", at),
                     *base::Signature::parse(held.text_or("signature"))));
}
