#include <catch2/catch_test_macros.hpp>

#include "client/work/wishes.h"
#include "shared/report/conflict.h"
#include "tests/whole/town.h"

using namespace ziping;
using base::Json;
using client::Vault;
using server::Ledger;
using tests::kPassword;
using tests::Town;

namespace {

client::ReportRow new_report(Town& town, Vault& office) {
  REQUIRE(town.sync(office).has_value());
  const auto id = office.new_report("small", 2022);
  REQUIRE(id.has_value());
  const auto row = office.report(*id);
  REQUIRE(office.edit(*row, client::set_edit("budget", Json("1.00"))).has_value());
  REQUIRE(town.sync(office).has_value());
  return *row;
}

}  // namespace

TEST_CASE("a wrong password enrols nobody, and a stranger's token reads nothing") {
  Town town;
  auto vault = Vault::open(town.server_folder().parent_path() / "stranger");
  CHECK(client::enrol(**vault, town.address(), "office", "错误的密码一二三", "x").error().code == "wrong-password");
  CHECK(client::Courier(town.address()).post("/v1/sync", sync::SyncRequest().json(), "stolen").error().code ==
        "not-signed-in");
  CHECK(client::Courier(town.address()).post("/v1/nowhere", Json(Json::Object{}), "").error().code ==
        "unknown-address");
}

TEST_CASE("a device that was revoked registers again with its person's password, and what it had not sent arrives") {
  Town town;
  auto office = town.person("office"), east = town.person("east");
  const client::ReportRow row = new_report(town, *office);
  REQUIRE(office->edit(row, client::set_edit("goal", Json("还没送出。"))).has_value());
  REQUIRE(office->seal(row, "").has_value());
  const std::string before = office->identity()->device;
  town.stop();
  REQUIRE((*Ledger::open(town.server_folder()))->revoke_device(before).has_value());
  town.restart();
  CHECK(town.sync(*office).error().code == "not-signed-in");
  CHECK(client::enrol(*office, town.address(), "office", "错误的密码一二三", "x").error().code == "wrong-password");
  CHECK(office->identity()->device == before);
  REQUIRE(client::enrol(*office, town.address(), "office", kPassword, "测试").has_value());
  CHECK(office->identity()->device != before);
  (void)town.sync(*office);  // what is refused in it is sealed anew
  REQUIRE(town.sync(*office).has_value());
  CHECK(office->unsent(row) == 0);
  CHECK(office->verify().has_value());
  REQUIRE(town.sync(*east).has_value());
  CHECK(east->shown(*east->report(row.id))->state.value("goal").json() == Json("还没送出。"));
}

TEST_CASE("what one person sends another receives, and sending again changes nothing") {
  Town town;
  auto office = town.person("office"), east = town.person("east");
  const client::ReportRow row = new_report(town, *office);
  const auto received = town.sync(*east);
  REQUIRE(received.has_value());
  CHECK(received->received == 1);
  CHECK(east->shown(*east->report(row.id))->state.value("budget").json() == Json("1.00"));
  CHECK(town.sync(*east)->received == 0);
  CHECK(office->unsent(row) == 0);
  CHECK(office->verify().has_value());
  CHECK(east->verify()->integer_or("revisions", 0) == 1);
}

TEST_CASE("work done while the server is away waits, and is there after the server was restarted") {
  Town town;
  auto office = town.person("office"), east = town.person("east");
  const client::ReportRow row = new_report(town, *office);
  REQUIRE(office->edit(row, client::set_edit("goal", Json("甲。"))).has_value());
  REQUIRE(office->seal(row, "").has_value());
  CHECK(client::sync_all(*office, "http://127.0.0.1:1").error().code == "offline");
  CHECK(office->unsent(row) == 1);
  town.restart();
  CHECK(town.sync(*office)->receipts == 1);
  REQUIRE(town.sync(*east).has_value());
  CHECK(east->shown(*east->report(row.id))->state.value("goal").json() == Json("甲。"));
}

TEST_CASE("an edit of what is not ours is refused at once and kept as a suggestion") {
  Town town;
  auto office = town.person("office"), east = town.person("east");
  const client::ReportRow row = new_report(town, *office);
  REQUIRE(town.sync(*east).has_value());
  CHECK(east->edit(*east->report(row.id), client::set_edit("budget", Json("9"))).error().code == "not-yours");
  CHECK(east->list(client::Listing::Suggestions, row)->as_array()->size() == 1);
  CHECK_FALSE(east->shown(row)->draft);
}

TEST_CASE(
    "rights that changed meanwhile: the server refuses, the allowed rest is sealed anew, the refused is a suggestion") {
  Town town;
  auto office = town.person("office"), east = town.person("east");
  const client::ReportRow row = new_report(town, *office);
  for (const char* id : {"one", "two"}) {
    report::Row block;
    block.id = id;
    block.set("team", report::Value(Json("east")));
    REQUIRE(office->edit(row, client::place_edit("blocks[" + block.id + "]", "", report::to_json(block))).has_value());
  }
  REQUIRE(town.sync(*office).has_value());
  REQUIRE(town.sync(*east).has_value());
  REQUIRE(office->edit(row, client::set_edit("blocks[two].team", Json("west"))).has_value());
  REQUIRE(town.sync(*office).has_value());
  REQUIRE(east->edit(row, client::set_edit("blocks[one].text", Json("甲。"))).has_value());
  REQUIRE(east->edit(row, client::set_edit("blocks[two].text", Json("乙。"))).has_value());
  // East has not heard that block two was given away: judged on what it was sealed upon, its text is still its own.
  REQUIRE(town.sync(*east).has_value());
  REQUIRE(east->edit(row, client::set_edit("blocks[one].text", Json("丙。"))).has_value());
  CHECK(east->edit(row, client::set_edit("blocks[two].text", Json("丁。"))).error().code == "not-yours");
  REQUIRE(town.sync(*east).has_value());
  REQUIRE(town.sync(*office).has_value());
  CHECK(office->shown(row)->state.group("blocks").size() == 2);
}

TEST_CASE("a report goes out as a version, comes back and is accepted; finance sees versions only") {
  Town town;
  auto office = town.person("office"), finance = town.person("finance");
  const client::ReportRow row = new_report(town, *office);
  REQUIRE(town.sync(*finance).has_value());
  CHECK(finance->reports()->empty());
  const auto move = [&](Vault& vault, const char* action, std::int64_t version, const char* note) {
    Json body;
    body["report"] = row.id;
    body["action"] = action;
    body["version"] = version;
    body["note"] = note;
    if (const auto now = vault.shown(row); now && !now->heads.empty()) body["revision"] = now->heads.begin()->hex();
    const auto answer = client::Courier(town.address()).post("/v1/transition", body, vault.identity()->token);
    return answer ? std::string(answer->text_or("stage")) : answer.error().code;
  };
  CHECK(move(*finance, "accept", 1, "") == "unknown-report");
  CHECK(move(*office, "submit", 0, "") == "submitted");
  CHECK(move(*office, "submit", 0, "") == "wrong-stage");
  REQUIRE(town.sync(*finance).has_value());
  CHECK(finance->at(*finance->report(row.id), "1")->value("budget").json() == Json("1.00"));
  CHECK(move(*finance, "return", 1, "") == "note-needed");
  CHECK(move(*finance, "return", 1, "请补充") == "returned");
  REQUIRE(town.sync(*office).has_value());
  REQUIRE(office->edit(*office->report(row.id), client::set_edit("budget", Json("2.00"))).has_value());
  REQUIRE(town.sync(*office).has_value());
  CHECK(move(*office, "submit", 0, "") == "submitted");
  CHECK(move(*finance, "accept", 1, "") == "wrong-version");
  REQUIRE(town.sync(*finance).has_value());
  CHECK(move(*finance, "accept", 2, "") == "accepted");
  CHECK(finance->at(*finance->report(row.id), "1")->value("budget").json() == Json("1.00"));
  CHECK(finance->at(*finance->report(row.id), "2")->value("budget").json() == Json("2.00"));
  town.stop();
  auto ledger = Ledger::open(town.server_folder());
  CHECK(server::verify(**ledger)->integer_or("revisions", 0) == 2);
}

TEST_CASE(
    "what was wanted without a connection is done by the next sync, behind the remarks, and refused if overtaken") {
  Town town;
  auto office = town.person("office"), finance = town.person("finance");
  const client::ReportRow row = new_report(town, *office);
  const auto want = [&](Vault& vault, sync::Action action, std::int64_t version, const char* note) {
    REQUIRE(client::Wishes::make(vault, *vault.report(row.id), action, version, note).has_value());
    CHECK_FALSE(client::sync_all(vault, "http://127.0.0.1:1").has_value());
    CHECK(vault.wish(row.id)->has_value());
  };
  want(*office, sync::Action::Submit, 0, "");
  REQUIRE(town.sync(*office).has_value());
  CHECK_FALSE(office->wish(row.id)->has_value());
  CHECK(office->report(row.id)->stage == sync::Stage::Submitted);
  REQUIRE(town.sync(*finance).has_value());
  REQUIRE(finance->add_remark(*finance->report(row.id), {1, "budget", "", 0, "请核对。"}).has_value());
  want(*finance, sync::Action::Return, 1, "见意见");
  REQUIRE(town.sync(*finance).has_value());
  CHECK_FALSE(finance->wish(row.id)->has_value());
  REQUIRE(town.sync(*office).has_value());
  CHECK(office->report(row.id)->stage == sync::Stage::Returned);
  CHECK(office->remarks(*office->report(row.id))->size() == 1);

  want(*office, sync::Action::Submit, 1, "");
  REQUIRE(town.sync(*office).has_value());
  REQUIRE(town.sync(*finance).has_value());
  want(*finance, sync::Action::Accept, 2, "");
  want(*office, sync::Action::Withdraw, 2, "");
  REQUIRE(town.sync(*office).has_value());
  REQUIRE(town.sync(*finance).has_value());
  REQUIRE(finance->wish(row.id)->has_value());
  CHECK((*finance->wish(row.id))->code == "overtaken");
  CHECK(finance->report(row.id)->stage == sync::Stage::Drafting);
}

TEST_CASE("garbage of every kind gets a problem and changes nothing") {
  Town town;
  auto office = town.person("office");
  const std::string token = office->identity()->token;
  Json push;
  push["cursor"] = 0;
  push["push"] = Json(Json::Array{Json("x"), Json(5), Json(Json::Object{})});
  const auto answer = client::Courier(town.address()).post("/v1/sync", push, token);
  REQUIRE(answer.has_value());
  CHECK(answer->list("refused").size() == 3);
  CHECK(client::Courier(town.address()).post("/v1/sync", Json("text"), token).error().code == "bad-json");
  CHECK(client::Courier(town.address()).post("/v1/transition", Json(Json::Object{}), token).error().code ==
        "unknown-action");
}

TEST_CASE("many people syncing at once all get their receipts") {
  Town town;
  auto office = town.person("office");
  const client::ReportRow row = new_report(town, *office);
  std::vector<std::unique_ptr<Vault>> people;
  for (int i = 0; i < 4; ++i) {
    people.push_back(town.person("office"));
    REQUIRE(town.sync(*people.back()).has_value());
    REQUIRE(people.back()->edit(row, client::set_edit("goal", Json("第" + std::to_string(i) + "人。"))).has_value());
  }
  std::vector<std::thread> threads;
  std::atomic<int> receipts{0};
  for (auto& vault : people)
    threads.emplace_back([&] {
      const auto result = town.sync(*vault);
      if (result) receipts += static_cast<int>(result->receipts);
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(receipts == 4);
  REQUIRE(town.sync(*office).has_value());
  const auto conflict = report::segments_of(office->shown(row)->state.value("goal").json());
  CHECK(office->shown(row)->heads.size() == 4);
  CHECK(conflict.has_value());
}
