#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "server/web/api.h"
#include "server/web/doorkeeper.h"
#include "shared/base/compress.h"
#include "tests/server/site.h"

using namespace ziping;
using namespace ziping::support;
using base::Json;

TEST_CASE("a device is enrolled with the right password, and only then") {
  Site site;
  Laptop office(site.url(), "办", 1);
  const Reply wrong = office.enrol("password2");
  CHECK(wrong.status == 403);
  CHECK(wrong.code() == "wrong-password");
  CHECK(Laptop(site.url(), "无", 2).enrol(kPassword).code() == "wrong-password");
  const Reply right = office.enrol(kPassword);
  REQUIRE(right.status == 200);
  CHECK(office.device.size() == 32);
  CHECK(right.body.find("user")->text_or("department") == "nong");
  CHECK(office.pull().status == 200);
}

TEST_CASE("from people nobody knows yet only small bodies are read, also packed ones") {
  Site site;
  Json body;
  body["user"] = "办";
  body["password"] = kPassword;
  body["device"]["key"] = base::SecretKey::generate(base::system_random()).public_key().base64();
  body["more"] = std::string(1u << 20, ' ');
  for (const char* encoding : {"", "zstd"}) {
    const std::string bytes = base::canonical(body);
    const Reply reply = post(site.url(), {"/v1/enrol", *encoding ? base::compress(bytes) : bytes, "", encoding});
    CHECK(reply.status == 413);
    CHECK(reply.code() == "too-large");
  }
  body["more"] = "";
  CHECK(post(site.url(), {"/v1/enrol", base::canonical(body)}).status == 200);
}

TEST_CASE("a device with a key that no bundle could be sealed for is not enrolled") {
  Site site;
  Json body;
  body["user"] = "办";
  body["password"] = kPassword;
  body["device"]["key"] = base::PublicKey().base64();
  const Reply reply = post(site.url(), {"/v1/enrol", base::canonical(body)});
  CHECK(reply.status == 422);
  CHECK(reply.code() == "bad-key");
}

TEST_CASE("without a token, or with somebody's old one, nothing is told") {
  Site site;
  Laptop office(site.url(), "办", 1);
  CHECK(office.pull().status == 401);
  REQUIRE(office.enrol(kPassword).status == 200);
  office.token.back() = office.token.back() == 'A' ? 'B' : 'A';
  CHECK(office.pull().code() == "not-signed-in");
  CHECK(office.move_on("submit", Json(Json::Object{})).code() == "not-signed-in");
}

TEST_CASE("a revoked device and a disabled user are turned away, others are not") {
  Site site;
  Laptop one(site.url(), "办", 1), two(site.url(), "办", 2), east(site.url(), "东", 3);
  for (Laptop* laptop : {&one, &two, &east}) REQUIRE(laptop->enrol(kPassword).status == 200);
  site.stop();
  REQUIRE(opened(site.folder())->revoke_device(one.device).has_value());
  REQUIRE(opened(site.folder())->disable_user("东").has_value());
  site.start();
  for (Laptop* laptop : {&one, &two, &east}) laptop->moved_to(site.url());
  CHECK(one.pull().code() == "not-signed-in");
  CHECK(east.pull().code() == "not-signed-in");
  CHECK(east.enrol(kPassword).code() == "wrong-password");
  CHECK(two.pull().status == 200);
}

TEST_CASE("a one-time code enrols one device, and none after seven days") {
  Folder folder;
  furnish(folder.path);
  base::ManualClock clock;
  auto ledger = server::Ledger::open(folder.path, clock);
  REQUIRE(ledger.has_value());
  base::SeededRandom random(1);
  const base::PublicKey key = base::SecretKey::generate(random).public_key();
  const auto code = [](const char* text) { return *server::kept(text, server::Secret::OneTimeCode); };
  REQUIRE((*ledger)->set_secret("办", code("K7QM-29TX-HB4W")).has_value());
  const auto checked = (*ledger)->credentials("办");
  REQUIRE(checked.has_value());
  REQUIRE((*ledger)->put_device(*checked, "", key, "token", server::Admission::AtOnce).has_value());
  CHECK((*ledger)->credentials("办").error().code == "wrong-password");
  CHECK((*ledger)->put_device(*checked, "", key, "again", server::Admission::AtOnce).error().code == "wrong-password");
  REQUIRE((*ledger)->set_secret("办", code("29TX-HB4W-K7QM")).has_value());
  clock.advance(server::kCodeLifetimeMs + 1);
  CHECK((*ledger)->credentials("办").error().code == "wrong-password");
}

TEST_CASE("guessing gets slower and slower, and a right password ends it") {
  base::ManualClock clock;
  server::Doorkeeper door(clock);
  for (int i = 0; i < server::kFreeTries - 1; ++i) door.failed("办", server::kFreeTries);
  CHECK(door.may_try("办").has_value());
  door.failed("办", server::kFreeTries);
  CHECK(door.may_try("办").error().code == "too-many-tries");
  CHECK(door.may_try("东").has_value());
  clock.advance(server::kFirstWaitMs);
  CHECK(door.may_try("办").has_value());
  for (int i = 0; i < 60; ++i) door.failed("办", server::kFreeTries);
  clock.advance(server::kLongestWaitMs - 1);
  CHECK_FALSE(door.may_try("办").has_value());
  clock.advance(1);
  CHECK(door.may_try("办").has_value());
  door.succeeded("办");
  door.failed("办", server::kFreeTries);
  CHECK(door.may_try("办").has_value());
}

TEST_CASE("over HTTP too the sixth guess has to wait") {
  Site site;
  Laptop office(site.url(), "办", 1);
  for (int i = 0; i < server::kFreeTries; ++i) CHECK(office.enrol("password2").status == 403);
  CHECK(office.enrol(kPassword).status == 429);
  CHECK(Laptop(site.url(), "东", 2).enrol(kPassword).status == 200);
}

TEST_CASE("a name that is longer than any account's is a wrong one, and is not remembered") {
  Site site;
  Laptop endless(site.url(), std::string(201, 'x'), 1);
  for (int i = 0; i < server::kFreeTriesOfAddress + 1; ++i)
    REQUIRE(endless.enrol(kPassword).code() == "wrong-password");
  CHECK(Laptop(site.url(), "东", 2).enrol(kPassword).status == 200);
}

TEST_CASE("who guesses with many requests at once has no more free guesses than who guesses one by one") {
  Folder folder;
  furnish(folder.path);
  const base::ManualClock clock;  // the wait never ends
  server::Api api(opened(folder.path), server::Admission::AtOnce, clock);
  base::SeededRandom random(1);
  Json body;
  body["user"] = "办";
  body["password"] = "password2";
  body["device"]["label"] = "笔记本";
  body["device"]["key"] = base::SecretKey::generate(random).public_key().base64();
  const server::Call call{base::canonical(body), {}, {}, "127.0.0.1"};
  std::atomic<int> wrong = 0, waiting = 0;
  std::vector<std::thread> guessers;
  for (int i = 0; i < 24; ++i)
    guessers.emplace_back([&] {
      const int status = api.enrol(call).status;
      wrong += status == 403;
      waiting += status == 429;
    });
  for (std::thread& guesser : guessers) guesser.join();
  CHECK(wrong + waiting == 24);
  CHECK(wrong < server::kFreeTries + server::kHashingMax);
}
