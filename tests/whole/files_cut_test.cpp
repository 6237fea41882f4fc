// Attachments over a link that ends at every byte of a message in turn, on the way there and on the way back.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch_test_macros.hpp>

#include "tests/whole/paper.h"

using namespace ziping;
using namespace ziping::tests;
using client::FileExchange;
using client::FileRequest;
using client::FileState;

namespace {

constexpr std::size_t kFewBytes = 40;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in out{};
  out.sin_family = AF_INET;
  out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  out.sin_port = htons(port);
  return out;
}

void say_all(int connection, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // the other end has heard enough
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

// What the server says to these bytes; it is done with them then. Behind those that are cut the connection ends.
enum class Message { Whole, Cut };
std::string said_to(const Town& town, const std::string& bytes, Message message) {
  const std::string address = town.address();
  const auto where = loopback(static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))));
  const int connection = socket(AF_INET, SOCK_STREAM, 0);
  REQUIRE(connect(connection, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0);
  say_all(connection, bytes);
  if (message == Message::Cut) shutdown(connection, SHUT_WR);
  std::string out;
  char some[4096];
  for (ssize_t count = 0; (count = read(connection, some, sizeof some)) > 0;)
    out.append(some, static_cast<std::size_t>(count));
  close(connection);
  return out;
}

// The head of a request about a file, up to the blank line.
std::string head(const std::string& line, const std::string& token, const std::string& more = {}) {
  return line + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n" + more +
         "Connection: close\r\n\r\n";
}

std::string upload_head(const form::Attachment& file, const std::string& token) {
  const std::string bytes = std::to_string(file.bytes);
  return head("PATCH /v1/file/" + file.sha256.hex(), token,
              "Upload-Offset: 0\r\nUpload-Length: " + bytes +
                  "\r\nContent-Type: application/partial-upload\r\nContent-Length: " + bytes + "\r\n");
}

// Answers every request with the beginning of the same bytes.
class CutServer {
 public:
  explicit CutServer(std::string answer) : answer_(std::move(answer)) {
    sockaddr_in where = loopback(0);
    socklen_t size = sizeof where;
    REQUIRE(bind(door_, reinterpret_cast<sockaddr*>(&where), size) == 0);
    REQUIRE(listen(door_, 8) == 0);
    REQUIRE(getsockname(door_, reinterpret_cast<sockaddr*>(&where), &size) == 0);
    address = "http://127.0.0.1:" + std::to_string(ntohs(where.sin_port));
    answering_ = std::thread([this] { serve(); });
  }
  ~CutServer() {
    shutdown(door_, SHUT_RDWR);
    answering_.join();
    close(door_);
  }
  CutServer(const CutServer&) = delete;
  CutServer& operator=(const CutServer&) = delete;

  std::string address;
  std::atomic<std::size_t> cut_at = 0;

 private:
  void serve() {
    for (int guest = 0; (guest = accept(door_, nullptr, nullptr)) >= 0; close(guest)) {
      std::string request;
      char some[4096];
      while (request.find("\r\n\r\n") == request.npos) {
        const ssize_t count = read(guest, some, sizeof some);
        if (count <= 0) break;
        request.append(some, static_cast<std::size_t>(count));
      }
      say_all(guest, std::string_view(answer_).substr(0, cut_at));
    }
  }

  std::string answer_;
  int door_ = socket(AF_INET, SOCK_STREAM, 0);
  std::thread answering_;
};

void carry_text(Town& town, Writer& writer) {
  client::Courier courier(town.address());
  client::Exchange text(writer.vault());
  while (auto request = *text.next())
    REQUIRE(text.take(courier.post("/v1/sync", request->json(), writer.vault().identity()->token)).has_value());
}

}  // namespace

TEST_CASE("an upload that ends at any byte of its message goes on from where it ended, and the whole arrives") {
  Town town;
  Writer office(town, "office"), second(town, "office");
  const client::ReportRow report = office.new_report();
  const std::string token = office.vault().identity()->token;
  client::Courier courier(town.address());
  std::vector<form::Attachment> files;
  for (std::size_t cut = 0; cut <= kFewBytes; ++cut)  // content that is there already would not be sent
    files.push_back(office.add(report, std::to_string(cut) + ".pdf", paper(kFewBytes, 100 + cut)));
  carry_text(town, office);
  const auto standing = [&](const form::Attachment& file) {
    const auto answer = courier.carry({FileRequest::Kind::Ask, file.sha256.hex(), 0, file.bytes, {}}, token);
    REQUIRE(answer.has_value());
    return answer->json.integer_or("offset", -1);
  };
  const std::string first_head = upload_head(files.front(), token);
  for (std::size_t cut = 0; cut < first_head.size(); ++cut) {
    INFO("in the head, at " << cut);
    (void)said_to(town, first_head.substr(0, cut), Message::Cut);
    CHECK(standing(files.front()) == 0);
  }
  for (std::size_t cut = 0; cut <= kFewBytes; ++cut) {
    INFO("at byte " << cut);
    (void)said_to(town, upload_head(files[cut], token) + paper(kFewBytes, 100 + cut).substr(0, cut),
                  cut < kFewBytes ? Message::Cut : Message::Whole);
    if (cut < kFewBytes) CHECK(standing(files[cut]) == static_cast<std::int64_t>(cut));
    FileExchange exchange(office.vault());
    REQUIRE(exchange.send_all().has_value());
    while (exchange.result().sent == 0) {
      const auto request = *exchange.next();
      REQUIRE(request.has_value());
      REQUIRE(request->file == files[cut].sha256.hex());
      if (request->kind == FileRequest::Kind::Send) {
        CHECK(request->offset == static_cast<std::int64_t>(cut));
        CHECK(request->body.size() == kFewBytes - cut);
      }
      REQUIRE(exchange.take(courier.carry(*request, token)).has_value());
    }
    CHECK(office.state(report, std::to_string(cut) + ".pdf") == FileState::Held);
  }
  CHECK(second.sync().files.fetched == static_cast<std::int64_t>(files.size()));
  for (std::size_t cut = 0; cut <= kFewBytes; ++cut) CHECK(second.content(files[cut]) == paper(kFewBytes, 100 + cut));
  town.stop();
  const auto ledger = server::Ledger::open(town.server_folder());
  REQUIRE(ledger.has_value());
  CHECK(server::verify(**ledger)->integer_or("files", 0) == static_cast<std::int64_t>(files.size()));
}

TEST_CASE("a download that ends at any byte of its message leaves nothing of that piece, and is asked for again") {
  Town town;
  Writer office(town, "office"), second(town, "office");
  const client::ReportRow report = office.new_report();
  const std::string bytes = paper(kFewBytes, 1), token = second.vault().identity()->token;
  const form::Attachment file = office.add(report, "一.pdf", bytes);
  (void)office.sync();
  carry_text(town, second);
  const std::string answer =
      said_to(town, head("GET /v1/file/" + file.sha256.hex() + "?offset=0", token), Message::Whole);
  REQUIRE(answer.ends_with("\r\n\r\n" + bytes));
  CutServer server(answer);
  for (std::size_t cut = 0; cut <= answer.size(); ++cut) {
    INFO("at byte " << cut << " of " << answer.size());
    server.cut_at = cut;
    FileExchange files(second.vault());
    files.fetch(file);
    const auto request = *files.next();
    REQUIRE(request.has_value());
    CHECK(request->offset == 0);
    const auto taken = files.take(client::Courier(server.address).carry(*request, token));
    CHECK(taken.has_value() == (cut == answer.size()));
    if (cut == answer.size()) break;
    CHECK(taken.error().code == "offline");
    CHECK(*second.vault().file_size(file.sha256.hex()) == 0);
    CHECK(second.state(second.only_report(), "一.pdf") == FileState::Elsewhere);
  }
  CHECK(second.content(file) == bytes);
}

TEST_CASE("a file that comes a byte at a time, each in a sitting of its own, is there once it is whole") {
  Town town;
  Writer office(town, "office"), second(town, "office");
  const client::ReportRow report = office.new_report();
  const std::string bytes = paper(kFewBytes, 1);
  const form::Attachment file = office.add(report, "一.pdf", bytes);
  (void)office.sync();
  carry_text(town, second);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    CHECK(second.state(second.only_report(), "一.pdf") == FileState::Elsewhere);
    FileExchange files(second.vault());
    files.fetch(file);
    const auto request = *files.next();
    REQUIRE(request.has_value());
    CHECK(request->offset == static_cast<std::int64_t>(at));
    REQUIRE(files.take(client::FileAnswer{{}, bytes.substr(at, 1), file.bytes}).has_value());
  }
  CHECK(second.state(second.only_report(), "一.pdf") == FileState::Held);
  CHECK(second.content(file) == bytes);
}
