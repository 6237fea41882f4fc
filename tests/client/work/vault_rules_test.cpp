// Of the rules in docs/lessons.md those that are held by which rows the vault writes.
#include <catch2/catch_test_macros.hpp>

#include "client/work/vault.h"
#include "shared/report/conflict.h"
#include "tests/client/work/device.h"

using namespace ziping;
using base::Json;
using tests::Device;

TEST_CASE("an answer writes the cursor once, however much it brings") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "title", "标题");
  const std::string revision = device.seal(row);
  device.change_file(
      "CREATE TABLE moved(cursor TEXT);"
      "CREATE TRIGGER put AFTER INSERT ON setting WHEN NEW.key = 'cursor' BEGIN INSERT INTO moved VALUES(NEW.value); "
      "END;"
      "CREATE TRIGGER changed AFTER UPDATE ON setting WHEN NEW.key = 'cursor' BEGIN INSERT INTO moved "
      "VALUES(NEW.value); END;");
  const sync::SyncResponse answer =
      device.confirming(revision, {device.colleagues_device(), device.entry("user"), device.entry("user")});
  REQUIRE(device.vault().apply(answer).has_value());
  CHECK(device.rows("moved") == 1);
  REQUIRE(device.vault().apply(answer).has_value());  // says nothing new
  CHECK(device.rows("moved") == 1);
  const Json first = device.colleague(row, "goal", "甲句。");
  REQUIRE(device.hear({first, device.entry("user")}).has_value());
  CHECK(device.rows("moved") == 2);
}

TEST_CASE("what is typed in one report stands in the journal of that report alone") {
  Device device;
  const client::ReportRow one = device.report(), other = device.report();
  for (const client::ReportRow* row : {&one, &other}) device.seal(*row);
  device.set(one, "goal", "甲句。");
  for (int again = 0; again < 2; ++again) {
    CHECK(device.vault().has_draft(one.id));
    CHECK(device.text(one, "goal") == "甲句。");
    CHECK_FALSE(device.vault().has_draft(other.id));
    CHECK(device.text(other, "goal").empty());
    device.reopen();
  }
  CHECK_FALSE(device.vault().seal(other, "")->has_value());
  device.seal(one);
  CHECK(device.text(other, "goal").empty());
}

TEST_CASE("who decides a conflict seals on every head that has a side in it") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "goal", "甲句。乙句。");
  device.seal(row);
  REQUIRE(device.hear({device.colleagues_device()}).has_value());
  const Json theirs = device.colleague(row, "goal", "甲句那样改。乙句。");
  device.set(row, "goal", "甲句这样改。乙句。");
  device.seal(row);
  REQUIRE(device.hear({theirs}).has_value());
  const report::RevisionSet sides = device.vault().shown(row)->heads;
  REQUIRE(sides.size() == 2);
  REQUIRE(report::is_conflict(device.vault().shown(row)->state.value("goal").json()));
  device.set(row, "goal", "甲句定了。乙句。");
  const std::string decision = device.seal(row);
  const auto sealed = report::Revision::parse(device.vault().outbox()->back());
  REQUIRE(sealed->header.name().hex() == decision);
  CHECK(report::RevisionSet(sealed->header.parents.begin(), sealed->header.parents.end()) == sides);
  CHECK(device.vault().shown(row)->heads.size() == 1);
  CHECK(device.text(row, "goal") == "甲句定了。乙句。");
}
