#include "tests/client/cli/impostor.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

namespace ziping::tests {

Impostor::Impostor(const std::string& status, const std::string& body, const std::string& more)
    : answer_("HTTP/1.1 " + status + "\r\n" + more + "Content-Length: " + std::to_string(body.size()) +
              "\r\nConnection: close\r\n\r\n" + body),
      listener_(socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof where;
  REQUIRE(bind(listener_, reinterpret_cast<sockaddr*>(&where), size) == 0);
  REQUIRE(listen(listener_, 8) == 0);
  REQUIRE(getsockname(listener_, reinterpret_cast<sockaddr*>(&where), &size) == 0);
  address_ = "http://127.0.0.1:" + std::to_string(ntohs(where.sin_port));
  process_ = fork();
  if (process_ == 0) serve();
  REQUIRE(process_ > 0);
}

Impostor::~Impostor() {
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  close(listener_);
}

void Impostor::serve() const {
  for (;;) {
    const int peer = accept(listener_, nullptr, nullptr);
    if (peer < 0) _exit(1);
    char bytes[65536];
    if (read(peer, bytes, sizeof bytes) < 0 || write(peer, answer_.data(), answer_.size()) < 0) _exit(1);
    close(peer);
  }
}

}  // namespace ziping::tests
