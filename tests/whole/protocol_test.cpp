// Programs of different ages: the same story for each pair of protocols that may meet.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "client/work/exchange.h"
#include "shared/merge/merge.h"
#include "tests/whole/town.h"

using namespace ziping;
using base::Json;
using sync::ProtocolRange;
using tests::Town;

namespace {

struct Pair {
  int client, server;
};

client::ReportRow new_report(Town& town, client::Vault& office, const ProtocolRange& spoken) {
  REQUIRE(town.sync(office, spoken).has_value());
  const auto id = office.new_report("small", 2022);
  REQUIRE(id.has_value());
  const auto row = office.report(*id);
  REQUIRE(office.edit(*row, client::set_edit("goal", Json("甲句。乙句。"))).has_value());
  return *row;
}

void submit(Town& town, client::Vault& office, const client::ReportRow& row) {
  Json body;
  body["report"] = row.id;
  body["action"] = "submit";
  body["revision"] = office.shown(row)->heads.begin()->hex();
  REQUIRE(client::Courier(town.address()).post("/v1/transition", body, office.identity()->token).has_value());
}

std::string goal(client::Vault& vault, const client::ReportRow& row) {
  return *vault.shown(row)->state.value("goal").text();
}

base::Error refusal(const std::string& code, const std::string& range) {
  return {base::ErrorKind::Outdated, code, "请更新。", range};
}

}  // namespace

TEST_CASE("programs one protocol apart send drafts, read receipts and see each other's words") {
  const auto [mine, theirs] = GENERATE(Pair{1, 2}, Pair{2, 1}, Pair{2, 2});
  INFO("client " << mine << ", server " << theirs);
  const ProtocolRange spoken{1, mine};
  const bool both_know_remarks = mine == 2 && theirs == 2;
  Town town({1, theirs});
  auto office = town.person("office"), second = town.person("office");
  const client::ReportRow row = new_report(town, *office, spoken);

  const auto sent = town.sync(*office, spoken);
  REQUIRE(sent.has_value());
  CHECK(sent->traffic.requests == (mine > theirs ? 2 : 1));
  CHECK(sent->receipts == 1);
  CHECK(office->unsent(row) == 0);
  CHECK(office->last_receipt(row).has_value());
  REQUIRE(town.sync(*second, spoken).has_value());
  CHECK(goal(*second, row) == "甲句。乙句。");
  REQUIRE(second->edit(row, client::set_edit("goal", Json("甲句。乙句改了。"))).has_value());
  REQUIRE(office->edit(row, client::set_edit("goal", Json("甲句改了。乙句。"))).has_value());
  REQUIRE(town.sync(*second, spoken).has_value());
  REQUIRE(town.sync(*office, spoken).has_value());
  CHECK(goal(*office, row) == "甲句改了。乙句改了。");
  REQUIRE(office->seal(row, "").has_value());
  REQUIRE(town.sync(*office, spoken).has_value());

  submit(town, *office, row);
  REQUIRE(town.sync(*office, spoken).has_value());
  REQUIRE(office->list(client::Listing::Versions, row)->as_array()->size() == 1);
  REQUIRE(office->add_remark(row, {1, "goal", "", 0, "请补充数字。"}).has_value());
  const auto remarked = town.sync(*office, spoken);
  REQUIRE(remarked.has_value());
  CHECK(remarked->receipts == (both_know_remarks ? 1 : 0));
  CHECK(remarked->remarks_waiting == (both_know_remarks ? 0 : 1));
  CHECK(office->remarks_waiting()->size() == (both_know_remarks ? 0u : 1u));
  CHECK(office->list(client::Listing::SetAside, row)->as_array()->empty());
  CHECK(office->verify().has_value());

  // With a client and a server of today what waited goes out.
  if (theirs < 2) return;
  REQUIRE(town.sync(*office).has_value());
  CHECK(office->remarks_waiting()->empty());
}

TEST_CASE("programs with no protocol in common say which one to update, and the work waits") {
  Town town;
  auto office = town.person("office");
  REQUIRE(town.sync(*office).has_value());
  const auto id = office->new_report("small", 2022);
  const auto row = office->report(*id);
  REQUIRE(office->edit(*row, client::set_edit("budget", Json("1.00"))).has_value());
  for (const auto& [said, range, code] : {std::tuple{"older-protocol", "[7,9]", "program-outdated"},
                                          std::tuple{"newer-protocol", "[0,0]", "server-outdated"},
                                          std::tuple{"newer-protocol", "[2,2]", "server-outdated"},
                                          std::tuple{"newer-protocol", "[2,1]", "server-outdated"},
                                          std::tuple{"newer-protocol", "{}", "server-outdated"}}) {
    INFO(said << " " << range);
    client::Exchange exchange(*office);
    REQUIRE(exchange.next().has_value());
    const auto taken = exchange.take(refusal(said, range));
    REQUIRE_FALSE(taken.has_value());
    CHECK(taken.error().code == code);
    CHECK(taken.error().message.find("内容仍在本机") != std::string::npos);
    CHECK(office->unsent(*row) == 1);
  }
}

TEST_CASE("a server that merges by other rules is told with the result, and all goes on") {
  Town town;
  auto office = town.person("office");
  const client::ReportRow row = new_report(town, *office, {});
  const std::int64_t ours = merge::kMergeNumber;
  REQUIRE(office->seal(row, "").has_value());
  for (const auto& [said, told] : {std::pair(ours, 0), {ours + 1, ours + 1}, {ours - 1, ours - 1}}) {
    INFO(said);
    client::Exchange exchange(*office);
    const auto request = exchange.next();
    REQUIRE(request.has_value());
    Json answer = *client::Courier(town.address()).post("/v1/sync", (*request)->json(), office->identity()->token);
    CHECK(answer.integer_or("merge", 0) == ours);
    answer["merge"] = said;
    REQUIRE(exchange.take(answer).has_value());
    CHECK(exchange.result().server_merge == told);
    CHECK(office->unsent(row) == 0);
    answer.as_object()->erase("merge");  // as servers answered before
    client::Exchange older(*office);
    REQUIRE(older.next().has_value());
    REQUIRE(older.take(answer).has_value());
    CHECK(older.result().server_merge == 0);
  }
}

TEST_CASE("a server that names no range is of the time of protocol 1, and is asked once more in it") {
  Town town;
  auto office = town.person("office");
  client::Exchange exchange(*office);
  REQUIRE((*exchange.next())->protocol == sync::kProtocol);
  REQUIRE(exchange.take(refusal("newer-protocol", "")).has_value());
  CHECK((*exchange.next())->protocol == 1);
  CHECK_FALSE(exchange.take(refusal("newer-protocol", "")).has_value());
}
