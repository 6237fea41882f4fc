#include <catch2/catch_test_macros.hpp>

#include "server/web/errand.h"
#include "tests/server/program.h"
#include "tests/server/site.h"

using namespace ziping;
using namespace ziping::support;
using base::Json;
using report::Value;

namespace {

Json user_order(const char* name, const char* role) {
  Json out;
  out["name"] = name;
  out["role"] = role;
  out["department"] = "nong";
  return out;
}

struct AdminOffice {
  Site site;
  Laptop admin{site.url(), "管", 1}, office{site.url(), "办", 2};
  AdminOffice() {
    REQUIRE(admin.enrol(kPassword).status == 200);
    REQUIRE(office.enrol(kPassword).status == 200);
  }
};

std::string last_audit(server::Ledger& ledger, const char* what) {
  auto find = ledger.database().prepare("SELECT body FROM audit WHERE body LIKE '%' || ?1 || '%' ORDER BY seq DESC");
  find.bind(1, what);
  return find.step() ? find.text(0) : std::string();
}

}  // namespace

TEST_CASE("an administrator adds a user to a folder that is being served, and the audit names both") {
  AdminOffice work;
  const Reply added = work.admin.administer("user add", user_order("新", "office"));
  REQUIRE(added.status == 200);
  const std::string code(added.body.text_or("code"));
  CHECK(code.size() == 14);
  CHECK(Laptop(work.site.url(), "新", 3).enrol(code).status == 200);
  CHECK(Laptop(work.site.url(), "新", 4).enrol(code).code() == "wrong-password");
  CHECK(work.admin.administer("user add", user_order("新", "office")).code() == "already-there");
  work.site.stop();
  const auto ledger = opened(work.site.folder());
  const std::string line = last_audit(*ledger, "user add");
  CHECK(base::parse_json(line)->text_or("who") == "管");
  CHECK(line.find("新") != line.npos);
  CHECK(line.find(code) == line.npos);
}

TEST_CASE("nobody but an administrator manages the server") {
  AdminOffice work;
  CHECK(work.office.administer("user list").code() == "denied");
  CHECK(work.office.administer("user add", user_order("新", "admin")).status == 403);
  work.admin.token = "stolen";
  CHECK(work.admin.administer("user list").status == 401);
  work.site.stop();
  CHECK(base::parse_json(last_audit(*opened(work.site.folder()), "denied"))->text_or("who") == "办");
}

TEST_CASE("a device is turned away from the moment it is revoked, and with its user all of theirs are") {
  AdminOffice work;
  Laptop second(work.site.url(), "办", 3);
  REQUIRE(second.enrol(kPassword).status == 200);
  Json device, user;
  device["device"] = second.device;
  REQUIRE(work.admin.administer("device revoke", device).status == 200);
  CHECK(second.pull().code() == "not-signed-in");
  CHECK(work.office.pull().status == 200);
  user["name"] = "办";
  REQUIRE(work.admin.administer("user disable", user).status == 200);
  CHECK(work.office.pull().code() == "not-signed-in");
  const Reply again = work.admin.administer("user code", user);
  REQUIRE(again.status == 200);
  CHECK(work.office.pull().code() == "not-signed-in");  // the old device stays out
  CHECK(Laptop(work.site.url(), "办", 4).enrol(std::string(again.body.text_or("code"))).status == 200);
}

TEST_CASE("where devices are approved, a password brings one to the door and an administrator lets it in") {
  Site site(server::Admission::ByApproval);
  Laptop office(site.url(), "办", 1), admin(site.url(), "管", 2), east(site.url(), "东", 3);
  site.stop();
  const auto code = server::kept("K7QM-29TX-HB4W", server::Secret::OneTimeCode);
  REQUIRE(opened(site.folder())->set_secret("管", *code).has_value());
  site.start();
  for (Laptop* laptop : {&office, &admin, &east}) laptop->moved_to(site.url());
  REQUIRE(admin.enrol("K7QM-29TX-HB4W").status == 200);  // a code is an administrator's word
  REQUIRE(office.enrol(kPassword).status == 200);
  REQUIRE(east.enrol(kPassword).status == 200);
  CHECK(office.pull().code() == "device-waiting");
  Json device;
  device["device"] = office.device;
  CHECK(admin.administer("device approve", device).status == 200);
  CHECK(office.pull().status == 200);
  CHECK(office.enrol(kPassword, office.server).status == 200);
  CHECK(office.pull().status == 200);  // what was approved stays so
  CHECK(east.pull().code() == "device-waiting");
}

TEST_CASE("the department hears of a device that waits, is approved and is revoked") {
  Site site(server::Admission::ByApproval);
  Laptop office(site.url(), "办", 1), second(site.url(), "办", 4), east(site.url(), "东", 3);
  for (Laptop* laptop : {&office, &second, &east}) REQUIRE(laptop->enrol(kPassword).status == 200);
  site.stop();
  {
    const auto ledger = opened(site.folder());
    for (const Laptop* laptop : {&office, &second, &east}) REQUIRE(ledger->approve_device(laptop->device).has_value());
    REQUIRE(ledger->revoke_device(second.device).has_value());
    REQUIRE(ledger->disable_user("东").has_value());
  }
  site.start();
  office.moved_to(site.url());
  REQUIRE(office.pull().status == 200);
  const auto told = [&](const Laptop& laptop) {
    std::string out;
    for (const Json& entry : of_kind(office.entries, "device"))
      if (entry.text_or("id") == laptop.device)
        out += entry.flag("waiting") ? "waiting " : entry.flag("revoked") ? "revoked " : "in ";
    return out;
  };
  CHECK(told(office) == "waiting in ");
  CHECK(told(second) == "waiting in revoked ");
  CHECK(told(east) == "waiting in revoked ");
}

TEST_CASE("a password and somebody's public key are not the device that was approved") {
  Site site(server::Admission::ByApproval);
  Laptop office(site.url(), "办", 1);
  REQUIRE(office.enrol(kPassword).status == 200);
  const auto approve = [&] {
    site.stop();
    REQUIRE(opened(site.folder())->approve_device(office.device).has_value());
    site.start();
    office.moved_to(site.url());
    REQUIRE(office.pull().status == 200);
  };
  const std::string server = office.server;
  constexpr std::int64_t kDaysMs = 24 * 60 * 60 * 1'000;
  const std::int64_t now = base::system_clock().now_ms();
  for (const auto& [shown_to, at] : std::vector<std::pair<std::string, std::int64_t>>{
           {"", now}, {"another server", now}, {server, now - 2 * kDaysMs}, {server, now + 2 * kDaysMs}}) {
    approve();
    REQUIRE(office.enrol(kPassword, shown_to, at).status == 200);
    CHECK(office.pull().code() == "device-waiting");
  }
  REQUIRE(office.enrol(kPassword, server).status == 200);
  CHECK(office.pull().code() == "device-waiting");  // it holds its key, and was not approved since
}

TEST_CASE("what a command finds wrong with the server is told to the administrator as it is") {
  AdminOffice work;
  REQUIRE(refusal(work.office.push(work.office.seal(report::State{}))).empty());
  work.site.stop();
  REQUIRE(opened(work.site.folder())
              ->database()
              .run("UPDATE entry SET body = replace(body, '林业局', '森业局') WHERE kind = 'department'")
              .has_value());
  work.site.start();
  work.admin.moved_to(work.site.url());
  const Reply reply = work.admin.administer("verify");
  CHECK(reply.code() == "broken-chain");
  const std::string message(reply.body.find("problem")->text_or("message"));
  CHECK(message.find("请从备份恢复") != std::string::npos);
  CHECK(message.find("您的电脑") == std::string::npos);
}

TEST_CASE("a form that no client could work with is not added, and its fault is named") {
  AdminOffice work;
  const std::size_t before = work.admin.administer("form list").body.as_array()->size();
  const auto fault = [&](const char* form) {
    Json more;
    more["form"] = *base::parse_json(form);
    const Reply reply = work.admin.administer("form add", more);
    CHECK(reply.status == 422);
    CHECK(reply.code() == "bad-form");
    return std::string(reply.body.find("problem")->text_or("message"));
  };
  CHECK(fault(R"({"id":"f","fields":[{"name":"sum","kind":"decimal","formula":"1 +"}]})").find("sum") !=
        std::string::npos);
  CHECK(fault(R"({"id":"f","rules":[{"id":"V01","outcomes":[{"if":"nothing > 1","level":"error","message":"错"}]}]})")
            .find("V01") != std::string::npos);
  const std::string places =
      fault(R"({"id":"f","groups":[{"name":"list","fields":[{"name":"sum","kind":"decimal","places":9}]}]})");
  CHECK(places.find("9 位小数，最多 8 位") != std::string::npos);
  // What is given out is read again with what carries it: a form too deep would stop everybody for good.
  const std::string deep = R"({"id":"f","later":)" + std::string(40, '[') + std::string(40, ']') + "}";
  CHECK(fault(deep.c_str()).find("最多 40 层") != std::string::npos);
  CHECK(work.admin.administer("form list").body.as_array()->size() == before);
}

TEST_CASE("what was refused is listed with who, where and why, and shown whole") {
  AdminOffice work;
  report::State state;
  state.set("day", Value(Json("2022-02-30")));
  const Json wrong = work.office.seal(state).json();
  REQUIRE(work.office.push({wrong, Json("garbage")}).body.list("refused").size() == 2);
  const Reply list = work.admin.administer("quarantine list");
  REQUIRE(list.body.as_array());
  REQUIRE(list.body.as_array()->size() == 2);
  for (const Json& one : *list.body.as_array()) {
    CHECK(one.text_or("user") == "办");
    CHECK_FALSE(one.text_or("message").empty());
    Json which;
    which["id"] = one.text_or("id");
    const Reply whole = work.admin.administer("quarantine show", which);
    REQUIRE(whole.body.find("body"));
    const bool is_date = one.text_or("code") == "bad-date";
    CHECK(*whole.body.find("body") == (is_date ? wrong : Json("garbage")));
    CHECK(one.text_or("report") == (is_date ? work.office.report : std::string()));
  }
}

TEST_CASE("what was refused is shown whole from afar, however deep it is") {
  AdminOffice work;
  Json deep("garbage");
  for (int i = 0; i < 150; ++i) deep = Json(Json::Array{std::move(deep)});
  REQUIRE(work.office.push(std::vector<Json>{deep}).body.list("refused").size() == 1);
  Json which;
  which["command"] = "quarantine show";
  which["id"] = base::sha256(base::canonical(deep)).hex();
  const auto whole = server::run_errand({work.site.url(), "/v1/admin", work.admin.token, which});
  REQUIRE(whole.has_value());
  REQUIRE(whole->find("body"));
  CHECK(*whole->find("body") == deep);
}

TEST_CASE("a forged body under another's name does not take its place in quarantine") {
  AdminOffice work;
  report::State state;
  state.set("day", Value(Json("2022-02-30")));
  const report::Revision wrong = work.office.seal(state);
  report::Revision forged = wrong;
  forged.content["delta"]["set"]["day"] = Json("2022-01-01");
  forged.signature.bytes[0] ^= 1;
  CHECK(refusal(work.office.push(wrong)) == "bad-date");
  CHECK(refusal(work.office.push(forged)) == "bad-signature");
  CHECK(work.admin.administer("quarantine list").body.as_array()->size() == 2);
}

TEST_CASE("verify, rebuild and backup work while the folder is served") {
  AdminOffice work;
  Folder out;
  REQUIRE(refusal(work.office.push(work.office.seal(report::State{}))).empty());
  CHECK(work.admin.administer("verify").body.integer_or("revisions", 0) == 1);
  CHECK(work.admin.administer("rebuild").body.integer_or("differences", -1) == 0);
  Json to;
  to["to"] = (out.path / "copy").string();
  CHECK(work.admin.administer("backup", to).body.integer_or("revisions", 0) == 1);
  CHECK(work.admin.administer("nonsense").code() == "unknown-command");
  CHECK(work.office.pull().status == 200);
}

TEST_CASE("the command line says how to go on when the folder is served, and does it over HTTP") {
  Folder folder;
  const std::string place = (folder.path / "server").string();
  const Ran made = zipingd({"--json", "init", place, "--admin", "管"});
  REQUIRE(made.status == 0);
  Program program(place);
  const Ran busy = zipingd({"--json", "user", "list", place});
  CHECK(busy.status == 1);
  CHECK(busy.code() == "folder-in-use");
  CHECK(busy.complained.find(program.url) != busy.complained.npos);
  CHECK(zipingd({"--json", "user", "list", program.url}).code() == "no-token");
  CHECK(zipingd({"--json", "enrol", program.url, "--user", "管"}, {{"ZIPING_PASSWORD", "guess"}}).code() ==
        "wrong-password");
  const std::string code(made.json().text_or("code"));
  const Ran token = zipingd({"enrol", program.url, "--user", "管"}, {{"ZIPING_PASSWORD", code}});
  REQUIRE(token.status == 0);
  const Environment signed_in{{"ZIPING_TOKEN", token.said.substr(0, token.said.find('\n'))}};
  CHECK(zipingd({"department", "add", program.url, "nong", "农业局"}, signed_in).status == 0);
  const Ran user =
      zipingd({"--json", "user", "add", program.url, "办", "--role", "office", "--department", "nong"}, signed_in);
  CHECK(user.json().text_or("code").size() == 14);
  CHECK(zipingd({"--json", "user", "list", program.url}, signed_in).json().as_array()->size() == 2);
  CHECK(zipingd({"user", "list"}).status == 2);
  CHECK(zipingd({"--json", "user", "list", "http://127.0.0.1:1"}, signed_in).code() == "offline");
}

TEST_CASE("a folder whose administrator was not made is no server, and init can be tried again") {
  Folder folder;
  const std::string place = (folder.path / "server").string();
  CHECK(zipingd({"--json", "init", place}, {{"ZIPING_PASSWORD", "short"}}).code() == "weak-password");
  CHECK(zipingd({"--json", "user", "list", place}).code() == "no-server");
  CHECK(zipingd({"init", place}).status == 0);
  CHECK(zipingd({"--json", "init", place}).code() == "already-there");
  // The key of a ledger that was moved away is the only one that what was signed can be checked with.
  std::filesystem::remove(std::filesystem::path(place) / "ledger.db");
  const auto key = base::read_file(std::filesystem::path(place) / "server.key", 1000);
  REQUIRE(key.has_value());
  CHECK(zipingd({"--json", "init", place}).code() == "already-there");
  CHECK(zipingd({"--json", "init", place}, {{"ZIPING_PASSWORD", "short"}}).code() == "already-there");
  CHECK(*base::read_file(std::filesystem::path(place) / "server.key", 1000) == *key);
}
