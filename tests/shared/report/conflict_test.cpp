#include "shared/report/conflict.h"

#include <catch2/catch_test_macros.hpp>

using namespace ziping;
using namespace ziping::report;

TEST_CASE("a conflict reads back from the JSON it is kept as") {
  Conflict conflict{base::Json("90.00"),
                    {{std::string(64, 'a'), base::Json("98.00")}, {std::string(64, 'b'), base::Json("90.50")}}};
  settle(conflict);
  CHECK(conflict.sides.front().value == base::Json("90.50"));
  CHECK(*conflict_of(to_json(conflict)) == conflict);
  CHECK(is_conflict(to_json(conflict)));
  CHECK_FALSE(is_conflict(base::Json("98.00")));
}

TEST_CASE("two equal sides are one, under the lower name") {
  Conflict conflict{base::Json(), {{"b", base::Json("1")}, {"a", base::Json("1")}, {"c", base::Json("2")}}};
  settle(conflict);
  REQUIRE(conflict.sides.size() == 2);
  CHECK(conflict.sides.front().revision == "a");
}

TEST_CASE("segments of a text without conflict are the text itself") {
  CHECK(to_json(std::vector<Segment>{std::string("甲。"), std::string("乙。")}) == base::Json("甲。乙。"));
  CHECK(to_json(std::vector<Segment>{}).is_null());
  const Conflict conflict{base::Json("乙。"), {{"a", base::Json("丙。")}, {"b", base::Json("丁。")}}};
  const std::vector<Segment> segments{std::string("甲。"), conflict};
  CHECK(*segments_of(to_json(segments)) == segments);
  CHECK_FALSE(segments_of(base::Json(5)).has_value());
}

TEST_CASE("all conflicts of a state are listed, marked rows included") {
  State state;
  const Conflict conflict{base::Json("1"), {{"a", base::Json("2")}, {"b", base::Json("3")}}};
  state.set("budget", Value(to_json(conflict)));
  Row row;
  row.id = "r1";
  row.removed_by = {"a"};
  row.set("text", Value(to_json(conflict)));
  state.rows["blocks"].push_back(row);
  std::vector<std::string> places;
  for (const form::Path& path : conflicts(state)) places.push_back(path.text());
  CHECK(places == std::vector<std::string>{"budget", "blocks[r1]", "blocks[r1].text"});
}
