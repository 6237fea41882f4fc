#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/client/work/counter.h"

using namespace ziping;
using base::Json;
using tests::Counter;

namespace {

// The answer to whoever may register here: the account and the server that the vault knows.
Json welcome(const std::filesystem::path& home) {
  auto vault = client::Vault::open(home);
  REQUIRE(vault.has_value());
  const auto self = (*vault)->identity();
  REQUIRE(self.has_value());
  Json out;
  out["server"]["id"] = self->server_id;
  out["server"]["key"] = self->server_key.base64();
  out["token"] = "another";
  out["device"] = self->device;
  out["user"]["name"] = self->user.name;
  out["user"]["role"] = self->user.role;
  out["user"]["department"] = self->user.department;
  out["user"]["team"] = self->user.team;
  return out;
}

client::Enrol registering(const char* user = "office") { return {"http://127.0.0.1:2", user, "password1", "笔记本"}; }

template <class News>
std::ptrdiff_t place_of(const std::vector<client::News>& news) {
  return std::ranges::find_if(news, [](const client::News& one) { return std::holds_alternative<News>(one); }) -
         news.begin();
}

}  // namespace

TEST_CASE("who registers again is told so after the list, and what waited is sent to where the server is now") {
  Counter desk;
  const Json answer = welcome(desk.home());
  desk.clerk().carry_out(registering());
  const auto errand = desk.clerk().errand();
  REQUIRE(errand.has_value());
  CHECK(errand->url == "http://127.0.0.1:2");
  CHECK(errand->path == "/v1/enrol");
  desk.clerk().take(answer, {1, 100, 100});
  const std::vector<client::News> news = desk.clerk().news();
  const auto listed = place_of<client::ReportsListed>(news), ended = place_of<client::EnrolmentEnded>(news);
  REQUIRE(ended < std::ssize(news));
  REQUIRE(listed < ended);
  const auto& list = std::get<client::ReportsListed>(news[static_cast<std::size_t>(listed)]);
  CHECK(list.server_url == "http://127.0.0.1:2");
  CHECK(list.settings.at("device_label") == "笔记本");
  CHECK(list.reports.size() == 1);
  CHECK_FALSE(std::get<client::EnrolmentEnded>(news[static_cast<std::size_t>(ended)]).error);
  const auto next = desk.clerk().errand();
  REQUIRE(next.has_value());
  CHECK(next->url == "http://127.0.0.1:2");
  CHECK(next->token == "another");
  CHECK(next->body.list("push").size() == 1);
}

TEST_CASE("who registers again and wants to be asked first is asked before anything of his changes") {
  Counter desk;
  const Json answer = welcome(desk.home());
  desk.clerk().carry_out(client::KeepSetting{"ask_first", "on"});
  desk.clerk().carry_out(registering());
  REQUIRE(desk.clerk().errand().has_value());
  desk.clerk().take(answer, {1, 100, 100});
  CHECK(desk.request().push.empty());  // only a look
  CHECK(desk.heard<client::SyncMoved>().empty());
}

TEST_CASE("a registration that is refused tells why as its own end, and changes nothing") {
  Counter desk;
  Json answer = welcome(desk.home());
  answer["user"]["name"] = "somebody";
  desk.clerk().carry_out(registering());
  desk.clerk().take(base::Error{base::ErrorKind::Denied, "wrong-password", "密码不对。", {}}, {1, 100, 100});
  desk.clerk().carry_out(registering("somebody"));
  desk.clerk().take(answer, {1, 100, 100});
  const auto ended = desk.heard<client::EnrolmentEnded>();
  REQUIRE(ended.size() == 2);
  REQUIRE(ended[0].error);
  CHECK(ended[0].error->code == "wrong-password");
  REQUIRE(ended[1].error);
  CHECK(ended[1].error->code == "other-account");
  CHECK(desk.heard<client::Failed>().empty());
  desk.clerk().carry_out(client::ListReports{});
  desk.clerk().rest();
  CHECK(desk.heard<client::ReportsListed>().back().self->name == "office");
  CHECK(desk.heard<client::ReportsListed>().back().server_url == "http://127.0.0.1:1");
}

TEST_CASE("nobody registers while a synchronisation has the line, and is told so") {
  Counter desk;
  desk.synchronise();
  desk.clerk().carry_out(registering());
  const auto ended = desk.heard<client::EnrolmentEnded>();
  REQUIRE(ended.size() == 1);
  REQUIRE(ended[0].error);
  CHECK(ended[0].error->code == "busy");
  CHECK(ended[0].syncs);
}

TEST_CASE("nobody registers while it is looked what a sync would change, and no sync is awaited that does not come") {
  Counter desk;
  desk.clerk().carry_out(client::LookAhead{});
  (void)desk.request();
  desk.clerk().carry_out(registering());
  desk.clerk().carry_out(client::Synchronise{});  // which waits for the look
  desk.clerk().carry_out(registering());
  const auto ended = desk.heard<client::EnrolmentEnded>();
  REQUIRE(ended.size() == 2);
  for (const client::EnrolmentEnded& one : ended) {
    REQUIRE(one.error);
    CHECK(one.error->code == "busy");
  }
  CHECK_FALSE(ended[0].syncs);
  CHECK(ended[1].syncs);
}

TEST_CASE("a device that was revoked is registered with a new key, and asked for once") {
  Counter desk;
  Json answer = welcome(desk.home());
  const base::Error revoked{base::ErrorKind::Invalid, "already-there", "已被撤销。", {}};
  const auto asked = [&desk] {
    const auto errand = desk.clerk().errand();
    REQUIRE(errand.has_value());
    CHECK(errand->path == "/v1/enrol");
    return *errand->body.find("device");
  };
  desk.clerk().carry_out(registering());
  const Json first = asked();
  CHECK(first.find("held") != nullptr);
  desk.clerk().take(revoked, {1, 100, 100});
  const Json second = asked();
  CHECK(second.text_or("key") != first.text_or("key"));
  CHECK(second.find("held") == nullptr);
  CHECK(desk.heard<client::EnrolmentEnded>().empty());
  SECTION("taken") {
    answer["device"] = "another";
    desk.clerk().take(answer, {1, 100, 100});
    REQUIRE(desk.heard<client::EnrolmentEnded>().size() == 1);
    CHECK_FALSE(desk.heard<client::EnrolmentEnded>().front().error);
    desk.die();
    auto vault = client::Vault::open(desk.home());
    REQUIRE(vault.has_value());
    CHECK((*vault)->device_key()->public_key().base64() == second.text_or("key"));
    CHECK((*vault)->identity()->device == "another");
    CHECK((*vault)->setting("device_key_next").empty());
  }
  SECTION("taken, but the answer was lost and the program ended") {
    desk.clerk().take(base::Error{base::ErrorKind::Unavailable, "offline", "连不上。", {}}, {1, 100, 0});
    CHECK(desk.heard<client::EnrolmentEnded>().size() == 1);
    desk.die();
    desk.clerk().carry_out(registering());
    CHECK(asked().text_or("key") == first.text_or("key"));
    desk.clerk().take(revoked, {1, 100, 100});
    CHECK(asked().text_or("key") == second.text_or("key"));
  }
  SECTION("refused") {
    desk.clerk().take(revoked, {1, 100, 100});
    REQUIRE(desk.heard<client::EnrolmentEnded>().size() == 1);
    CHECK(desk.heard<client::EnrolmentEnded>().front().error->code == "already-there");
    desk.die();
    {
      auto vault = client::Vault::open(desk.home());
      REQUIRE(vault.has_value());
      CHECK((*vault)->device_key()->public_key().base64() == first.text_or("key"));
    }
    desk.clerk().carry_out(registering());
    (void)asked();
    desk.clerk().take(revoked, {1, 100, 100});
    CHECK(asked().text_or("key") != second.text_or("key"));
  }
}
