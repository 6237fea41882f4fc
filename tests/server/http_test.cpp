#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <chrono>

#include "shared/base/compress.h"
#include "tests/server/site.h"

using namespace ziping;
using namespace ziping::support;
using base::Json;

namespace {

// A connection that says something and then stays as it is.
class Dangling {
 public:
  Dangling(const std::string& url, const std::string& words) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))));
    REQUIRE(connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0);
    REQUIRE(send(socket_, words.data(), words.size(), 0) == static_cast<ssize_t>(words.size()));
  }
  Dangling(Dangling&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
  ~Dangling() {
    if (socket_ >= 0) close(socket_);
  }

 private:
  int socket_;
};

}  // namespace

TEST_CASE("the server says who it is and that it lives, without a token") {
  Site site;
  CHECK(get(site.url(), "/healthz").text == "{\"ok\":true}");
  const Reply hello = get(site.url(), "/v1/hello");
  CHECK(hello.body.text_or("service") == "zipingd");
  CHECK(hello.body.list("protocol").size() == 2);
  CHECK(base::PublicKey::parse(hello.body.find("server")->text_or("key")).has_value());
  CHECK(get(site.url(), "/nowhere").code() == "unknown-address");
}

TEST_CASE("whatever a body holds, the answer is a problem in JSON") {
  Site site;
  Laptop office(site.url(), "办", 1);
  REQUIRE(office.enrol(kPassword).status == 200);
  const std::string bodies[] = {"",
                                "<html><body>登录</body></html>",
                                "[]",
                                "{\"cursor\":-1}",
                                "{\"push\":7,\"cursor\":[]",
                                std::string(3000, '['),
                                std::string("\xff\xfe\0", 3),
                                "null"};
  for (const std::string& body : bodies) {
    for (const char* path : {"/v1/sync", "/v1/transition", "/v1/enrol"}) {
      for (const char* encoding : {"", "zstd"}) {
        INFO(path << " " << encoding << " " << body.substr(0, 20));
        const Reply reply = post(site.url(), {path, body, office.token, encoding});
        CHECK(reply.status >= 400);
        CHECK(reply.status < 500);
        CHECK_FALSE(reply.code().empty());
      }
    }
  }
  CHECK(office.pull().status == 200);
}

TEST_CASE("a body beyond the limit is refused as too large, packed or not") {
  Site site;
  Laptop office(site.url(), "办", 1);
  REQUIRE(office.enrol(kPassword).status == 200);
  const std::string large = "{\"cursor\":0,\"padding\":\"" + std::string(sync::kBodyBytesMax, 'x') + "\"}";
  const Reply packed = post(site.url(), {"/v1/sync", base::compress(large), office.token, "zstd"});
  CHECK(packed.status == 413);
  CHECK(packed.code() == "too-large");
  const Reply plain = post(site.url(), {"/v1/sync", large, office.token});
  CHECK(plain.status == 413);
  CHECK(plain.code() == "too-large");
  CHECK(office.pull().status == 200);
}

TEST_CASE("packed bodies are understood, and answers come packed to those who ask") {
  Site site;
  Laptop office(site.url(), "办", 1);
  REQUIRE(office.enrol(kPassword).status == 200);
  const Reply reply =
      post(site.url(), {"/v1/sync", base::compress("{\"cursor\":0,\"protocol\":1}"), office.token, "zstd"});
  CHECK(reply.status == 200);
  CHECK(of_kind(Json::Array(reply.body.list("entries")), "form").size() == 2);
}

TEST_CASE("a newer client is told to wait for a newer server") {
  Site site;
  Laptop office(site.url(), "办", 1);
  REQUIRE(office.enrol(kPassword).status == 200);
  const Reply reply = post(site.url(), {"/v1/sync", "{\"cursor\":0,\"protocol\":3}", office.token});
  CHECK(reply.status == 426);
  CHECK(reply.code() == "newer-protocol");
  const Json* details = reply.body.find("problem")->find("details");
  CHECK(details->list("protocol") == get(site.url(), "/v1/hello").body.list("protocol"));
  const Reply old = post(site.url(), {"/v1/sync", "{\"cursor\":0,\"protocol\":0}", office.token});
  CHECK(old.status == 426);
  CHECK(old.code() == "older-protocol");
}

TEST_CASE("clients that sit on their connections, idle or in the middle of a word, do not keep others waiting") {
  Site site;
  std::vector<Dangling> clients;
  for (int i = 0; i < 40; ++i) {
    clients.emplace_back(site.url(), "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");  // and then nothing
    clients.emplace_back(site.url(), "POST /v1/sync HTTP/1.1\r\nHost: a\r\nContent-Le");
  }
  const auto began = std::chrono::steady_clock::now();
  CHECK(get(site.url(), "/v1/hello").status == 200);
  // They are let go after kReadSeconds; who waited for them would wait as long.
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(server::kReadSeconds / 2));
}

TEST_CASE("a port that another server listens on is not shared with it") {
  Site site;
  Folder folder;
  furnish(folder.path);
  server::ServiceOptions options;
  options.listen.port = std::stoi(site.url().substr(site.url().rfind(':') + 1));
  options.handover_ms = 0;
  CHECK(server::Service::open(opened(folder.path), options).error().code == "port-in-use");
}

TEST_CASE("plain HTTP is spoken on this machine alone") {
  Folder folder;
  furnish(folder.path);
  server::ServiceOptions options;
  options.listen.host = "0.0.0.0";
  CHECK(server::Service::open(opened(folder.path), options).error().code == "tls-needed");
  options.listen.host = "127.0.0.1";
  options.tls_certificate = "missing.pem";
  CHECK(server::Service::open(opened(folder.path), options).error().code == "tls-needed");
  options.tls_key = "missing.key";
  CHECK(server::Service::open(opened(folder.path), options).error().code == "bad-certificate");
}
