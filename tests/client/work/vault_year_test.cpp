// Of which year a report is, where that was corrected after it was begun.
#include <catch2/catch_test_macros.hpp>

#include "client/work/overview.h"
#include "tests/client/work/device.h"

using namespace ziping;
using base::Json;
using tests::Device;

TEST_CASE("a report is of the year that its latest version was judged by") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "title", "标题");
  const std::string revision = device.seal(row);
  REQUIRE(device.vault().apply(device.confirming(revision)).has_value());
  const auto version = [&](std::int64_t number, std::int64_t year) {
    Json out = device.entry("version");
    out["report"] = row.id;
    out["version"] = number;
    out["revision"] = revision;
    out["year"] = year;
    REQUIRE(device.hear({out}).has_value());
    return device.vault().report(row.id)->year;
  };
  CHECK(row.year == 2022);
  CHECK(version(1, 2022) == 2022);
  CHECK(version(3, 2024) == 2024);
  CHECK(version(2, 2023) == 2024);
}

TEST_CASE("the list counts the days to the deadline of the year that the report names by now") {
  Device device;
  const client::ReportRow row = device.report();
  std::vector<Json> deadlines;
  for (const std::int64_t year : {2022, 2023}) {
    Json one = device.entry("deadline");
    one["id"] = "small/" + std::to_string(year);
    one["form"] = "small";
    one["year"] = year;
    one["until"] = std::to_string(year + 1) + "-03-31";
    deadlines.push_back(std::move(one));
  }
  REQUIRE(device.hear(std::move(deadlines)).has_value());
  const auto line = [&] {
    auto list = client::Overview(device.vault()).list();
    REQUIRE(list.has_value());
    REQUIRE(list->reports.size() == 1);
    return list->reports.front();
  };
  CHECK(line().until == "2023-03-31");
  REQUIRE(device.vault().edit(row, client::set_edit("cover.year", Json(2023))).has_value());
  for (int i = 0; i < 2; ++i) {  // made anew, then as it was kept
    CHECK(line().row.year == 2023);
    CHECK(line().until == "2024-03-31");
  }
}
