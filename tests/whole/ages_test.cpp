// Programs one version apart pass the same tests: each story is told for every pair of a client and a server that may
// meet, and says what happens instead where one of the two does not know of something yet.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "client/work/outbox.h"
#include "client/work/skew.h"
#include "shared/report/conflict.h"
#include "tests/whole/paper.h"

using namespace ziping;
using base::Json;
using client::FileState;
using client::Vault;
using sync::Action;
using sync::ProtocolRange;
using tests::Town;

namespace {

struct Ages {
  int client, server;  // the highest protocol of each
};

const Ages kEqual{sync::kProtocol, sync::kProtocol}, kOldClient{sync::kProtocol - 1, sync::kProtocol},
    kOldServer{sync::kProtocol, sync::kProtocol - 1};

bool is_of_later(const Json& entry) { return entry.text_or("kind") == "remark" || entry.text_or("kind") == "file"; }

// A town whose server is of one age, and people whose clients are of another.
class Meeting {
 public:
  explicit Meeting(const Ages& ages) : town({sync::kProtocolOldest, ages.server}), ages_(ages) {}

  bool both_know_all() const { return std::min(ages_.client, ages_.server) == sync::kProtocol; }
  bool client_is_newer() const { return ages_.client > ages_.server; }
  void renew() {
    town.renew();
    ages_ = kEqual;
  }

  // An older client knows nothing of attachments, and passes over what is told of them and of remarks.
  client::SyncResult sync(Vault& vault) {
    const ProtocolRange spoken{sync::kProtocolOldest, ages_.client};
    if (spoken.has(sync::kProtocolOfFiles)) {
      auto result = town.sync(vault, spoken);
      if (!result) FAIL(result.error().code << " " << result.error().message);
      return std::move(*result);
    }
    client::Courier courier(town.address());
    client::Exchange exchange(vault, client::Restored::Ask, spoken);
    for (;;) {
      const auto request = exchange.next();
      REQUIRE(request.has_value());
      if (!*request) break;
      auto answer = courier.post("/v1/sync", (*request)->json(), vault.identity()->token);
      REQUIRE(answer.has_value());
      Json::Array known = answer->list("entries");
      std::erase_if(known, is_of_later);
      (*answer)["entries"] = Json(std::move(known));
      REQUIRE(exchange.take(answer).has_value());
    }
    client::SyncResult out = std::move(exchange.result());
    out.traffic = courier.traffic();
    return out;
  }
  // A report that says "甲句。乙句。" and was not sent.
  client::ReportRow new_report(Vault& office) {
    (void)sync(office);
    const auto id = office.new_report("small", 2022);
    REQUIRE(id.has_value());
    const auto row = office.report(*id);
    set(office, *row, "goal", "甲句。乙句。");
    return *row;
  }
  void set(Vault& vault, const client::ReportRow& row, const std::string& path, const char* value) {
    REQUIRE(vault.edit(row, client::set_edit(path, Json(value))).has_value());
  }
  // The stage that it leads to, or why it does not.
  std::string move(Vault& vault, const std::string& report, Action action, std::int64_t version, const char* note) {
    const auto row = vault.report(report);
    const auto now = vault.shown(*row);
    const auto answer =
        client::Courier(town.address())
            .post("/v1/transition", client::transition_request(vault, *row, now->heads, action, version, note),
                  vault.identity()->token);
    return answer ? std::string(answer->text_or("stage")) : answer.error().code;
  }

  Town town;

 private:
  Ages ages_;
};

std::string goal_of(Vault& vault, const client::ReportRow& row) {
  const std::string* text = vault.shown(row)->state.value("goal").text();
  return text ? *text : std::string();
}

bool goal_is_open(Vault& vault, const client::ReportRow& row) {
  return report::is_conflict(vault.shown(row)->state.value("goal").json());
}

FileState only_file(Vault& vault, const client::ReportRow& row) {
  const auto files = vault.files(row);
  REQUIRE(files.has_value());
  REQUIRE(files->size() == 1);
  return files->front().state;
}

}  // namespace

TEST_CASE("two devices write, get receipts, meet in one sentence and decide it, whichever program is older") {
  const Ages ages = GENERATE(kOldClient, kOldServer, kEqual);
  INFO("client " << ages.client << ", server " << ages.server);
  Meeting meeting(ages);
  auto office = meeting.town.person("office"), second = meeting.town.person("office");
  const client::ReportRow row = meeting.new_report(*office);
  const auto sent = meeting.sync(*office);
  CHECK(sent.traffic.requests == (meeting.client_is_newer() ? 2 : 1));
  CHECK(sent.receipts == 1);
  CHECK(office->unsent(row) == 0);
  CHECK(office->last_receipt(row).has_value());

  (void)meeting.sync(*second);
  REQUIRE(goal_of(*second, row) == "甲句。乙句。");
  meeting.set(*second, row, "goal", "甲句这样改。乙句。");
  meeting.set(*office, row, "goal", "甲句那样改。乙句也改。");
  (void)meeting.sync(*second);
  (void)meeting.sync(*office);
  REQUIRE(goal_is_open(*office, row));
  meeting.set(*office, row, "goal", "甲句定了。乙句也改。");
  CHECK(meeting.sync(*office).receipts == 1);
  (void)meeting.sync(*second);
  for (Vault* vault : {office.get(), second.get()}) {
    CHECK_FALSE(goal_is_open(*vault, row));
    CHECK(goal_of(*vault, row) == "甲句定了。乙句也改。");
    CHECK(vault->shown(row)->heads.size() == 1);
    CHECK(vault->list(client::Listing::SetAside, row)->as_array()->empty());
    CHECK(vault->verify().has_value());
  }
}

TEST_CASE("a report is submitted, returned with a remark, answered and accepted, whichever program is older") {
  const Ages ages = GENERATE(kOldClient, kOldServer, kEqual);
  INFO("client " << ages.client << ", server " << ages.server);
  Meeting meeting(ages);
  const bool known = meeting.both_know_all();  // of remarks
  auto office = meeting.town.person("office"), finance = meeting.town.person("finance");
  const client::ReportRow row = meeting.new_report(*office);
  (void)meeting.sync(*office);
  CHECK(meeting.move(*office, row.id, Action::Submit, 0, "") == "submitted");
  (void)meeting.sync(*finance);
  REQUIRE(finance->add_remark(*finance->report(row.id), {1, "goal", "", 0, "请补充数字。"}).has_value());
  const auto remarked = meeting.sync(*finance);
  CHECK(remarked.receipts == (known ? 1 : 0));
  CHECK(remarked.remarks_waiting == (known ? 0 : 1));
  CHECK(finance->remarks_waiting()->size() == (known ? 0u : 1u));
  CHECK(meeting.move(*finance, row.id, Action::Return, 1, "请补充数字。") == "returned");

  (void)meeting.sync(*office);
  const auto stages = office->list(client::Listing::Stages, row);
  CHECK(stages->as_array()->back().text_or("note") == "请补充数字。");  // so the reason comes in any case
  const auto threads = office->remarks(row);
  REQUIRE(threads->size() == (known ? 1u : 0u));
  if (known) REQUIRE(office->follow_remark(threads->front().remark, sync::RemarkKind::Answer, "已补充。").has_value());
  meeting.set(*office, *office->report(row.id), "goal", "甲句。乙句有 12 项。");
  CHECK(meeting.sync(*office).receipts == (known ? 2 : 1));
  CHECK(meeting.move(*office, row.id, Action::Submit, 0, "") == "submitted");
  (void)meeting.sync(*finance);
  REQUIRE(finance->remarks(*finance->report(row.id))->size() == 1);
  CHECK(finance->remarks(*finance->report(row.id))->front().answers.size() == (known ? 1u : 0u));
  CHECK(meeting.move(*finance, row.id, Action::Accept, 2, "") == "accepted");
  (void)meeting.sync(*office);
  CHECK(office->report(row.id)->stage == sync::Stage::Accepted);
  CHECK(office->list(client::Listing::Versions, row)->as_array()->size() == 2);

  // With a client and a server of today what waited goes out.
  meeting.renew();
  (void)meeting.sync(*finance);
  CHECK(finance->remarks_waiting()->empty());
  (void)meeting.sync(*office);
  CHECK(office->remarks(row)->size() == 1);
  for (Vault* vault : {office.get(), finance.get()}) CHECK(vault->verify().has_value());
}

TEST_CASE("an attachment goes there and back, or waits for the program that is older while the text goes") {
  const Ages ages = GENERATE(kOldClient, kOldServer, kEqual);
  INFO("client " << ages.client << ", server " << ages.server);
  Meeting meeting(ages);
  const bool known = meeting.both_know_all();  // of attachments
  auto office = meeting.town.person("office"), second = meeting.town.person("office");
  const client::ReportRow row = meeting.new_report(*office);
  const std::string bytes = tests::paper(5000, 1);
  const std::filesystem::path on_disk = meeting.town.home("一.pdf");
  REQUIRE(base::write_file(on_disk, bytes).has_value());
  const auto file = office->add_file(row, "papers", on_disk, "一.pdf");
  REQUIRE(file.has_value());
  const auto sent = meeting.sync(*office);
  CHECK(sent.receipts == 1);
  CHECK(sent.files.sent == (known ? 1 : 0));
  CHECK(sent.files.waits.empty() == !meeting.client_is_newer());  // which says so
  CHECK(only_file(*office, row) == (known ? FileState::Held : FileState::Unsent));
  const auto received = meeting.sync(*second);
  CHECK(goal_of(*second, row) == "甲句。乙句。");
  CHECK(received.files.fetched == (known ? 1 : 0));
  CHECK(only_file(*second, row) == (known ? FileState::Held : FileState::Elsewhere));

  meeting.renew();
  CHECK(meeting.sync(*office).files.sent == (known ? 0 : 1));
  CHECK(only_file(*office, row) == FileState::Held);
  client::FileExchange files(*second);
  if (!known) files.fetch(*file);
  client::Courier courier(meeting.town.address());
  while (auto request = *files.next())
    REQUIRE(files.take(courier.carry(*request, second->identity()->token)).has_value());
  CHECK(*second->file_bytes(*file) == bytes);
}

TEST_CASE("what the server refuses is listed there and on the device with its reason, whichever program is older") {
  const Ages ages = GENERATE(kOldClient, kOldServer, kEqual);
  INFO("client " << ages.client << ", server " << ages.server);
  Meeting meeting(ages);
  auto office = meeting.town.person("office"), east = meeting.town.person("east");
  const client::ReportRow row = meeting.new_report(*office);
  report::Row block;
  block.id = "one";
  block.set("team", report::Value(Json("east")));
  REQUIRE(office->edit(row, client::place_edit("blocks[one]", "", report::to_json(block))).has_value());
  (void)meeting.sync(*office);
  (void)meeting.sync(*east);
  CHECK(meeting.move(*office, row.id, Action::Submit, 0, "") == "submitted");
  meeting.set(*east, *east->report(row.id), "blocks[one].text", "报送以后才写的话。");  // it has not heard of that
  const auto sent = meeting.sync(*east);
  CHECK(sent.receipts == 0);
  REQUIRE(sent.refused.size() == 1);
  CHECK(sent.refused.front().code == "stage-closed");
  const auto listed = client::Outbox(*east).refused();
  REQUIRE(listed.has_value());
  REQUIRE(listed->size() == 1);
  CHECK(listed->front().name == sent.refused.front().revision);
  CHECK(listed->front().code == "stage-closed");
  CHECK(listed->front().why == sent.refused.front().message);
  const auto suggestions = east->list(client::Listing::Suggestions, row);
  REQUIRE(suggestions->as_array()->size() == 1);
  CHECK(*suggestions->as_array()->front().find("value") == Json("报送以后才写的话。"));
  CHECK(meeting.sync(*east).refused.empty());  // and nothing of it is sent again
  CHECK(east->unsent(row) == 0);
  meeting.town.stop();
  const auto ledger = server::Ledger::open(meeting.town.server_folder());
  REQUIRE(ledger.has_value());
  const auto there = (*ledger)->quarantined();
  REQUIRE(there.has_value());
  REQUIRE(there->size() == 1);
  CHECK(there->front().text_or("revision") == sent.refused.front().revision);
  CHECK(there->front().text_or("code") == "stage-closed");
  CHECK(there->front().text_or("user") == "east");
}

TEST_CASE("a device whose clock is wrong hears of it, whichever program is older") {
  const Ages ages = GENERATE(kOldClient, kOldServer, kEqual);
  INFO("client " << ages.client << ", server " << ages.server);
  Meeting meeting(ages);
  constexpr std::int64_t kFastMs = 3 * 3'600'000 + 330'000;
  base::ManualClock clock(base::system_clock().now_ms() + kFastMs);
  base::SeededRandom random(5);
  const auto fast = Vault::open(meeting.town.home("fast"), clock, random);
  REQUIRE(fast.has_value());
  REQUIRE(client::enrol(**fast, meeting.town.address(), "office", tests::kPassword, "测试").has_value());
  const client::ReportRow row = meeting.new_report(**fast);
  CHECK(client::skew_sentence(client::kept_skew(**fast)).starts_with("本机时钟比服务器快 3 小时 5 分钟，"));
  CHECK(meeting.sync(**fast).receipts == 1);  // a label, and no reason to refuse anything
  CHECK((*fast)->unsent(row) == 0);
  clock.advance(-kFastMs);
  (void)meeting.sync(**fast);
  CHECK(client::skew_sentence(client::kept_skew(**fast)).empty());
}
