// Programs of different ages: how two find the protocol that both speak, and what is said where there is none.
#include <catch2/catch_test_macros.hpp>

#include "client/work/exchange.h"
#include "shared/merge/merge.h"
#include "tests/whole/town.h"

using namespace ziping;
using base::Json;
using tests::Town;

namespace {

client::ReportRow begun_report(Town& town, client::Vault& office) {
  REQUIRE(town.sync(office).has_value());
  const auto id = office.new_report("small", 2022);
  REQUIRE(id.has_value());
  const auto row = office.report(*id);
  REQUIRE(office.edit(*row, client::set_edit("goal", Json("甲句。乙句。"))).has_value());
  return *row;
}

base::Error refusal(const std::string& code, const std::string& range) {
  return {base::ErrorKind::Outdated, code, "请更新。", range};
}

}  // namespace

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
  const client::ReportRow row = begun_report(town, *office);
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
