#include "shared/merge/anchor_map.h"

#include <catch2/catch_test_macros.hpp>

using namespace ziping;
using namespace ziping::merge;
using base::Json;

namespace {

report::State saying(const std::string& text) {
  report::State out;
  out.set("story", report::Value(Json(text)));
  return out;
}

PlaceNow carried(const std::string& before, const std::string& quote, std::size_t offset, const std::string& after) {
  const report::State one = saying(before), two = saying(after);
  return AnchorMap(one, two).carry({"story", quote, offset});
}

const std::string kFirst = "修建水渠三公里。", kTrees = "种植果树一百亩。", kRoad = "平整道路两公里。";

}  // namespace

TEST_CASE("a sentence is found where others were put in before it, and where it was moved") {
  const std::size_t at = kFirst.size();
  CHECK(carried(kFirst + kTrees, kTrees, at, kRoad + kFirst + kTrees) ==
        PlaceNow{Standing::Same, kTrees, kRoad.size() + kFirst.size()});
  CHECK(carried(kFirst + kTrees + kRoad, kTrees, at, kTrees + kFirst + kRoad) == PlaceNow{Standing::Same, kTrees, 0});
  const std::string rest = kRoad + kTrees;  // a short sentence that goes behind both
  CHECK(carried(kFirst + "好。" + rest, "好。", at, kFirst + rest + "好。") ==
        PlaceNow{Standing::Same, "好。", at + rest.size()});
}

TEST_CASE("of two equal sentences each remark keeps its own") {
  const std::string before = kTrees + kFirst + kTrees;
  CHECK(carried(before, kTrees, 0, before + kRoad).offset == 0);
  CHECK(carried(before, kTrees, before.size() - kTrees.size(), kRoad + before).offset ==
        kRoad.size() + kTrees.size() + kFirst.size());
  CHECK(carried(before, kTrees, before.size() - kTrees.size(), kTrees + kFirst).standing == Standing::Gone);
}

TEST_CASE("a sentence that was changed is shown as it is now, one that was taken away is gone") {
  const std::string before = kFirst + kTrees + kRoad, more = "种植果树一百二十亩。";
  CHECK(carried(before, kTrees, kFirst.size(), kFirst + more + kRoad) ==
        PlaceNow{Standing::Changed, more, kFirst.size()});
  CHECK(carried(before, kTrees, kFirst.size(), kFirst + kRoad) == PlaceNow{Standing::Gone, {}, 0});
  CHECK(carried(before, kTrees, kFirst.size(), kFirst + "干部群众很满意？" + kRoad).standing == Standing::Gone);
}

TEST_CASE("a remark on a figure, a row or the whole tells whether that changed or is gone") {
  report::State before = saying(kFirst), after = saying(kFirst);
  report::Row row;
  row.id = "east";
  before.rows["blocks"] = {row};
  before.set("budget", report::Value(Json("1.00")));
  before.set("spent", report::Value(Json("1.00")));
  after.set("budget", report::Value(Json("2.00")));
  AnchorMap map(before, after);
  CHECK(map.carry({"", "", 0}).standing == Standing::Same);
  CHECK(map.carry({"story", "", 0}).standing == Standing::Same);
  CHECK(map.carry({"budget", "", 0}).standing == Standing::Changed);
  CHECK(map.carry({"spent", "", 0}).standing == Standing::Gone);
  CHECK(map.carry({"blocks[east]", "", 0}).standing == Standing::Gone);
  CHECK(map.carry({"blocks[east].text", "", 0}).standing == Standing::Gone);
  after.rows["blocks"] = {row};
  CHECK(map.carry({"blocks[east]", "", 0}).standing == Standing::Same);
}

TEST_CASE("beside a conflict a sentence keeps its standing, within one it counts as changed") {
  const report::State before = saying(kFirst + kTrees);
  report::State after;
  after.set("story", report::Value(*base::parse_json(
                         R"({"conflict":{"text":[")" + kFirst + R"(",{"base":")" + kTrees +
                         R"(","sides":[{"revision":"a","value":"甲。"},{"revision":"b","value":"乙。"}]}]}})")));
  AnchorMap map(before, after);
  CHECK(map.carry({"story", kFirst, 0}).standing == Standing::Same);
  CHECK(map.carry({"story", kTrees, kFirst.size()}).standing == Standing::Changed);
}
