// A report with more heads than one revision may name as its parents.
#include <catch2/catch_test_macros.hpp>

#include "tests/client/work/device.h"

using namespace ziping;
using base::Json;
using tests::Device;

namespace {

constexpr std::size_t kHeads = report::kParentsMax + 6;
constexpr std::size_t kTwiceTooMany = 2 * report::kParentsMax + 3;  // gathered in two steps

// Every colleague has made something else of the budget.
client::ReportRow with_many_heads(Device& device, std::size_t count = kHeads) {
  const client::ReportRow row = device.report();
  device.set(row, "budget", "1.00");
  REQUIRE(device.vault().apply(device.confirming(device.seal(row))).has_value());
  std::vector<Json> entries{device.colleagues_device()};
  for (std::size_t i = 0; i < count; ++i)
    entries.push_back(device.colleague(row, "budget", (std::to_string(i + 2) + ".00").c_str()));
  REQUIRE(device.hear(std::move(entries)).has_value());
  REQUIRE(device.vault().shown(row)->heads.size() == count);
  return row;
}

std::size_t sides(Device& device, const client::ReportRow& row) {
  const auto conflict = report::conflict_of(device.vault().shown(row)->state.value("budget").json());
  return conflict ? conflict->sides.size() : 0;
}

}  // namespace

TEST_CASE("what was typed on more heads than a revision may name is sealed, and no colleague's figure is left out") {
  Device device;
  const client::ReportRow row = with_many_heads(device, kTwiceTooMany);
  CHECK(sides(device, row) == kTwiceTooMany);
  device.set(row, "goal", "看着各方写的目标。");
  device.seal(row);
  device.reopen();
  const auto shown = device.vault().shown(row);
  REQUIRE(shown.has_value());
  CHECK(shown->heads.size() == 1);
  CHECK(sides(device, row) == kTwiceTooMany);
  CHECK(device.text(row, "goal") == "看着各方写的目标。");
  const std::vector<Json> outbox = *device.vault().outbox();
  REQUIRE(outbox.size() == 3);
  for (const Json& body : outbox) CHECK(report::Revision::parse(body).has_value());
  CHECK(device.vault().verify().has_value());
}

TEST_CASE("a figure that was decided on very many heads is the decided one") {
  Device device;
  const client::ReportRow row = with_many_heads(device);
  device.set(row, "budget", "500.00");
  device.seal(row);
  device.reopen();
  CHECK(device.text(row, "budget") == "500.00");
  CHECK(device.vault().shown(row)->heads.size() == 1);
}

TEST_CASE("very many heads are sealed without an edit too") {
  Device device;
  const client::ReportRow row = with_many_heads(device);
  device.seal(row);
  device.reopen();
  CHECK(device.vault().shown(row)->heads.size() == 1);
  CHECK(sides(device, row) == kHeads);
}

TEST_CASE("a queued revision of an earlier program that nobody can read keeps no report from opening") {
  Device device;
  const client::ReportRow row = with_many_heads(device);
  const base::SecretKey key = *device.vault().device_key();
  const auto sealed = [&](const report::RevisionSet& parents, std::vector<const report::State*> states,
                          const report::State& after) {
    report::Header header{row.id,
                          *base::Hash::parse(row.form),
                          {parents.begin(), parents.end()},
                          "office",
                          Device::id(key),
                          "2022-12-31T08:00:00Z",
                          "",
                          {}};
    return report::seal(std::move(header), states, after, key);
  };
  const auto shown = device.vault().shown(row);
  const report::History& history = **device.vault().revisions(row);
  std::vector<const report::State*> states;
  for (const report::RevisionId& head : shown->heads) states.push_back(history.find(head)->state.get());
  report::State first = shown->state, second;
  first.set("goal", report::Value(Json("旧程序封存的目标。")));
  second = first;
  second.set("title", report::Value(Json("接着写的标题")));
  const report::Revision unreadable = sealed(shown->heads, states, first);
  const report::Revision on_top = sealed({unreadable.header.name()}, {&first}, second);
  REQUIRE_FALSE(report::Revision::parse(unreadable.json()).has_value());
  device.queue(unreadable);
  device.queue(on_top);

  CHECK(device.vault().verify().has_value());
  REQUIRE(device.vault().shown(row).has_value());
  CHECK(device.vault().outbox()->empty());
  std::map<std::string, std::string> kept;
  const Json list = *device.vault().list(client::Listing::Suggestions, row);
  for (const Json& one : *list.as_array()) kept.emplace(one.text_or("path"), one.text_or("value"));
  CHECK(kept == std::map<std::string, std::string>{{"goal", "旧程序封存的目标。"}, {"title", "接着写的标题"}});
  device.set(row, "goal", "目标。");
  device.seal(row);
  device.reopen();
  CHECK(device.text(row, "goal") == "目标。");
  CHECK(device.vault().list(client::Listing::Suggestions, row)->as_array()->size() == 2);
}
